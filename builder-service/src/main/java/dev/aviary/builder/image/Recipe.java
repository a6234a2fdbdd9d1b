package dev.aviary.builder.image;

import dev.aviary.contract.app.AppSpec;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How an image is made of a source: pure. */
sealed interface Recipe {
  String DOCKERFILE = "Dockerfile";
  String PROCFILE = "Procfile";

  /** The folder of the build context in which a source without Dockerfile lies. */
  String SOURCE = "source/";

  Pattern WEB = Pattern.compile("(?m)^web:[ \\t]*(\\S.*?)[ \\t\\r]*$");

  /** Several commands, or one that the shell itself must begin. */
  Pattern MORE_THAN_A_PROGRAM = Pattern.compile("[;&|\\n]|^\\s*(exec\\s|[A-Za-z_]\\w*=)");

  /**
   * With this Dockerfile.
   *
   * @param prefix where the source lies in the build context
   */
  record With(String dockerfile, String prefix) implements Recipe {

    /**
     * The same with labels: those of every layer at the beginning of each stage, so that what a
     * build leaves behind is known as Aviary's; those of the release in one step at the end,
     * because they change with each build and nothing after them would come from the engine's
     * cache.
     */
    ExtendedDockerfile labelled(Map<String, String> layers, Map<String, String> release) {
      return ExtendedDockerfile.inEveryStage(dockerfile, label(layers)).and(label(release));
    }

    private static String label(Map<String, String> labels) {
      return new TreeMap<>(labels)
          .entrySet().stream()
              .map(label -> label.getKey() + "=" + quoted(label.getValue()))
              .collect(Collectors.joining(" ", "LABEL ", ""));
    }
  }

  /** There is no way; {@code reason} says what is missing. */
  record Impossible(String reason) implements Recipe {}

  static Recipe of(
      AppSpec spec, Optional<String> dockerfile, Optional<String> procfile, Base base) {
    if (dockerfile.isPresent()) {
      String command = spec.run().command() == null ? "" : "\n" + cmd(spec.run().command()) + "\n";
      return new With(dockerfile.get() + command, "");
    }
    String command = spec.run().command() == null ? web(procfile) : spec.run().command();
    if (command == null) {
      return new Impossible(
          "nothing says how to start it: the repository has no Dockerfile, no web: line in a "
              + "Procfile, and the app's settings have no command");
    }
    // The source comes last: a change of it alone builds from the cache up to here.
    return new With(
        """
        FROM %s
        WORKDIR %s
        %s
        COPY %s%s ./
        """
            .formatted(
                spec.build().baseImageOr(Base.PYTHON),
                base.folder(),
                cmd(command),
                owner(base),
                SOURCE),
        SOURCE);
  }

  private static String owner(Base base) {
    return base.user().isBlank() ? "" : "--chown=" + base.user() + " ";
  }

  private static @Nullable String web(Optional<String> procfile) {
    return procfile
        .map(WEB::matcher)
        .filter(Matcher::find)
        .map(found -> found.group(1))
        .orElse(null);
  }

  /** A single program takes the shell's place, so that it hears SIGTERM. */
  private static String cmd(String command) {
    String line = MORE_THAN_A_PROGRAM.matcher(command).find() ? command : "exec " + command;
    return "CMD [\"/bin/sh\", \"-c\", " + quoted(line) + "]";
  }

  /** As a JSON string: a Dockerfile that is not well-formed here would run the brackets. */
  private static String quoted(String text) {
    var json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ') {
        json.append("\\u%04x".formatted((int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }
}
