package dev.aviary.builder.image;

import dev.aviary.builder.image.Dockerfile.Instruction;
import dev.aviary.builder.image.InlineFiles.InlineFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Writes what a newer frontend knows in the words of the one inside Docker 20.10: pure. Each
 * instruction stays on its lines, so that an error names the line that its author wrote. What has
 * no such words stays as it is.
 *
 * <p>A heredoc of {@code RUN} becomes its exec form, on the shell that {@code SHELL} names in this
 * Dockerfile, else {@code /bin/sh}: a shell that the base image alone names does not count. A
 * heredoc of {@code COPY} or {@code ADD}, and a script with its interpreter in the first line,
 * becomes a file of an image beside. {@code --link} asks for another way to store the same files.
 */
final class DockerfileRewrite {
  private static final String SHELL = "\"/bin/sh\", \"-c\"";

  /** Where a newer frontend puts a script. */
  private static final String SCRIPTS = "/dev/pipes";

  private static final Pattern DEFAULTS =
      Pattern.compile("--link(=(true|false))?|--network=default|--security=sandbox");
  private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*");

  private final Dockerfile dockerfile;
  private final String filesImage;
  private final List<String> lines;
  private final List<InlineFile> files = new ArrayList<>();
  private final StageValues values;
  private final Map<String, String> shells = new HashMap<>();
  private String shell = SHELL;

  /**
   * What was written.
   *
   * @param dockerfile with as many lines as before
   * @param files of the image beside
   */
  record Result(String dockerfile, List<InlineFile> files) {
    Result {
      files = List.copyOf(files);
    }
  }

  private DockerfileRewrite(
      Dockerfile dockerfile, Map<String, String> buildArgs, String filesImage) {
    this.dockerfile = dockerfile;
    this.filesImage = filesImage;
    this.lines = new ArrayList<>(dockerfile.lines());
    this.values = new StageValues(buildArgs);
  }

  /**
   * Rewrites.
   *
   * @param buildArgs by which variables in heredocs are known
   * @param filesImage the name of the image beside
   */
  static Result of(String text, Map<String, String> buildArgs, String filesImage) {
    var rewrite = new DockerfileRewrite(Dockerfile.of(text), buildArgs, filesImage);
    for (Instruction each : rewrite.dockerfile.instructions()) {
      rewrite.instruction(each);
    }
    return new Result(String.join("\n", rewrite.lines) + "\n", rewrite.files);
  }

  private void instruction(Instruction each) {
    values.take(each);
    switch (each.keyword()) {
      case "FROM" -> stage(each);
      case "SHELL" -> shell = each.text().replaceAll("^\\[|]$", "").strip();
      case "RUN" -> {
        if (each.heredocs().isEmpty()) {
          options(each);
        } else {
          run(each);
        }
      }
      case "COPY", "ADD" -> {
        if (each.heredocs().isEmpty()) {
          options(each);
        } else {
          copy(each);
        }
      }
      case "ONBUILD" -> options(each.triggered());
      default -> {}
    }
    values.stage().ifPresent(name -> shells.put(name, shell));
  }

  /** A stage that goes on where another one ended has its shell. */
  private void stage(Instruction from) {
    shell = shells.getOrDefault(values.base(from).toLowerCase(Locale.ROOT), SHELL);
  }

  private void options(Instruction each) {
    for (String option : each.options()) {
      if (!DEFAULTS.matcher(option).matches()) {
        continue;
      }
      for (int at = each.line() - 1; at < each.last(); at++) {
        String line = lines.get(at);
        if (line.contains(option) && !line.strip().startsWith("#")) {
          lines.set(at, line.replaceFirst("\\s*" + Pattern.quote(option) + "(?=\\s|$)", ""));
          break;
        }
      }
    }
  }

  private void run(Instruction each) {
    Heredoc first = each.heredocs().getFirst();
    boolean whole = each.rest().equals(first.word());
    if (whole && !first.lines().isEmpty() && first.content().startsWith("#!")) {
      script(each, first);
      return;
    }
    String head = "RUN " + kept(each) + "[" + shell + ", \"";
    var rows = new ArrayList<String>();
    for (Heredoc heredoc : each.heredocs()) {
      heredoc
          .lines()
          .forEach(
              line -> rows.add(row(whole && heredoc.tabs() ? Heredoc.withoutTabs(line) : line)));
      rows.add(whole ? "" : row(heredoc.name()));
    }
    // The last one ends the text, and no line of it.
    rows.set(
        rows.size() - 1,
        whole ? "\"]" : JsonWords.escaped(each.heredocs().getLast().name()) + "\"]");
    write(each, head + (whole ? "" : JsonWords.escaped(each.rest()) + "\\n") + escape(), rows);
  }

  private String row(String line) {
    return JsonWords.escaped(line) + "\\n" + escape();
  }

  /** A script with its own interpreter is a file, and is run as one. */
  private void script(Instruction each, Heredoc script) {
    if (!FILE_NAME.matcher(script.name()).matches()) {
      return;
    }
    String folder = file(script.name(), true, script.content());
    write(
        each,
        "RUN %s--mount=type=bind,from=%s,source=%s,target=%s [%s, \"%s/%s\"]"
            .formatted(kept(each), filesImage, folder, SCRIPTS, shell, SCRIPTS, script.name()),
        List.of());
  }

  private void copy(Instruction each) {
    List<String> words = Heredoc.words(each.rest());
    String target = words.isEmpty() ? "" : words.getLast();
    boolean from = each.options().stream().anyMatch(option -> option.startsWith("--from"));
    if (from || words.size() < 2 || (words.size() > 2 && !target.endsWith("/"))) {
      return;
    }
    var contents = new ArrayList<String>();
    for (Heredoc heredoc : each.heredocs()) {
      Optional<String> content =
          heredoc.expands() ? values.replaced(heredoc.content()) : Optional.of(heredoc.content());
      if (content.isEmpty() || !FILE_NAME.matcher(heredoc.name()).matches()) {
        return;
      }
      contents.add(content.get());
    }
    var sources = new ArrayList<>(words.subList(0, words.size() - 1));
    var copied = new StringBuilder("COPY --from=" + filesImage + " " + kept(each));
    for (int at = 0; at < contents.size(); at++) {
      Heredoc heredoc = each.heredocs().get(at);
      sources.remove(heredoc.word());
      copied
          .append(file(heredoc.name(), false, contents.get(at)))
          .append('/')
          .append(heredoc.name());
      copied.append(' ');
    }
    copied.append(target);
    String others = each.keyword() + " " + kept(each) + String.join(" ", sources) + " " + target;
    // A line of the heredoc is there for the second of them.
    write(
        each,
        sources.isEmpty() ? copied.toString() : others,
        sources.isEmpty() ? List.of() : List.of(copied.toString()));
  }

  /** The folder in which it lies alone. */
  private String file(String name, boolean executable, String content) {
    int folder = files.size();
    files.add(new InlineFile(folder + "/" + name, executable, content));
    return "/" + folder;
  }

  /** The options that are not the default, with a blank after each. */
  private static String kept(Instruction each) {
    return String.join(
        "",
        each.options().stream()
            .filter(option -> !DEFAULTS.matcher(option).matches())
            .map(option -> option + " ")
            .toList());
  }

  /** The first line, and others that end where the instruction ended. */
  private void write(Instruction each, String first, List<String> rows) {
    lines.set(each.line() - 1, first);
    int begin = each.last() - rows.size();
    for (int at = each.line(); at < each.last(); at++) {
      lines.set(at, at < begin ? "#" : rows.get(at - begin));
    }
  }

  private String escape() {
    return dockerfile.escape();
  }
}
