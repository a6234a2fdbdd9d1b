package dev.aviary.builder.image;

import dev.aviary.builder.image.Dockerfile.Instruction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a Dockerfile uses that not every builder knows. */
final class DockerfileNeeds {
  /** BuildKit's frontend inside engines since 20.10 knows it. */
  private static final EngineVersion BUILDKIT = new EngineVersion(20, 10);

  /**
   * The engine whose own frontend knows an option first, by BuildKit's release notes: 23.0 has
   * frontend 1.4, 25.0 has 1.6, 28.5 has 1.19, 29.1 has 1.20.
   */
  private static final Map<String, EngineVersion> OPTIONS =
      Map.ofEntries(
          Map.entry("RUN --mount", BUILDKIT),
          Map.entry("RUN --network", new EngineVersion(23, 0)),
          Map.entry("RUN --security", new EngineVersion(29, 1)),
          Map.entry("COPY --chmod", BUILDKIT),
          Map.entry("ADD --chmod", BUILDKIT),
          Map.entry("COPY --link", new EngineVersion(23, 0)),
          Map.entry("ADD --link", new EngineVersion(23, 0)),
          Map.entry("ADD --checksum", new EngineVersion(25, 0)),
          Map.entry("ADD --keep-git-dir", new EngineVersion(25, 0)),
          Map.entry("COPY --exclude", new EngineVersion(28, 5)),
          Map.entry("ADD --exclude", new EngineVersion(28, 5)),
          Map.entry("COPY --parents", new EngineVersion(29, 1)));

  private static final EngineVersion HEREDOC = new EngineVersion(23, 0);

  /** Arguments that BuildKit alone gives a value. */
  private static final Pattern PLATFORM =
      Pattern.compile("\\b(TARGET|BUILD)(PLATFORM|OS|ARCH|VARIANT)\\b");

  private static final Pattern SSH = Pattern.compile("--mount=\"?(.*,)?type=ssh(,.*)?\"?");

  private DockerfileNeeds() {}

  /**
   * One thing.
   *
   * @param line where it stands
   * @param feature what it is, as {@code RUN --mount}
   * @param engine the first engine that builds it with BuildKit by itself
   */
  record Need(int line, String feature, EngineVersion engine) {
    /** Whether BuildKit in this engine knows it without a newer frontend. */
    boolean builtIn(EngineVersion there) {
      return engine.compareTo(there) <= 0;
    }
  }

  /** All of them, in the order of their lines. */
  static List<Need> of(Dockerfile dockerfile) {
    var needs = new ArrayList<Need>();
    for (Instruction written : dockerfile.instructions()) {
      Instruction each = written.triggered();
      for (String option : each.options()) {
        String feature = each.keyword() + " " + option.replaceFirst("=.*", "");
        EngineVersion engine = OPTIONS.get(feature);
        if (engine != null) {
          needs.add(new Need(each.line(), feature, engine));
        }
      }
      if (!each.heredocs().isEmpty()) {
        needs.add(new Need(each.line(), each.keyword() + " with a heredoc (<<)", HEREDOC));
      }
      platform(each).ifPresent(needs::add);
    }
    return List.copyOf(needs);
  }

  /** The first instruction that wants an ssh agent, which no build of Aviary's has. */
  static Optional<Instruction> ssh(Dockerfile dockerfile) {
    return dockerfile.instructions().stream()
        .filter(written ->
            written.triggered().options().stream()
                .anyMatch(option -> SSH.matcher(option).matches()))
        .findFirst();
  }

  /** Whether BuildKit gives this argument its value. */
  static boolean isOfPlatform(String argument) {
    return PLATFORM.matcher(argument).matches();
  }

  private static Optional<Need> platform(Instruction instruction) {
    var argument = PLATFORM.matcher(instruction.text());
    boolean reads =
        switch (instruction.keyword()) {
          case "ARG" -> !instruction.text().contains("=");
          case "FROM" -> true;
          default -> false;
        };
    return reads && argument.find()
        ? Optional.of(new Need(instruction.line(), argument.group(), BUILDKIT))
        : Optional.empty();
  }
}
