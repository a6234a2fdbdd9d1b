package dev.aviary.builder.image;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The instructions of a Dockerfile and the lines they stand on, read as far as Aviary needs to know
 * them: <a href="https://docs.docker.com/reference/dockerfile/">Dockerfile reference</a>.
 */
final class Dockerfile {
  private static final Pattern DIRECTIVE =
      Pattern.compile("^#\\s*([A-Za-z][A-Za-z0-9]*)\\s*=\\s*(.+?)\\s*$");
  private static final Pattern WORDS = Pattern.compile("(?s)(\\S+)\\s*(.*)");
  private static final Pattern STEP =
      Pattern.compile("^\\[(?:.*?(\\S+) )?(\\d{1,6})/(\\d{1,6})] (\\S+)");
  private static final Set<String> LAYERS = Set.of("RUN", "COPY", "ADD", "WORKDIR");
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final List<String> lines;
  private @Nullable TerminatorIndex terminators;
  private final List<Instruction> instructions = new ArrayList<>();
  private String syntax = "";
  private String escape = "\\";
  private int at;

  /**
   * One instruction.
   *
   * @param line the line it begins on, from 1
   * @param last the line it ends on, with the bodies of its heredocs
   * @param keyword in upper case
   * @param text what follows the keyword, its lines joined, without the bodies of heredocs
   * @param heredocs in the order of their lines
   */
  record Instruction(int line, int last, String keyword, String text, List<Heredoc> heredocs) {

    Instruction {
      heredocs = List.copyOf(heredocs);
    }

    /** The options between the keyword and the rest, such as {@code --link}. */
    List<String> options() {
      var options = new ArrayList<String>();
      for (String word : text.split("\\s+", -1)) {
        if (!word.startsWith("--")) {
          break;
        }
        options.add(word);
      }
      return options;
    }

    /** What follows the options. */
    String rest() {
      String rest = text;
      for (String option : options()) {
        rest = rest.substring(option.length()).stripLeading();
      }
      return rest;
    }

    /** What {@code ONBUILD} keeps for images that are made from this one; any other is itself. */
    Instruction triggered() {
      Matcher words = WORDS.matcher(text);
      return keyword.equals("ONBUILD") && words.matches()
          ? new Instruction(
              line, last, words.group(1).toUpperCase(Locale.ROOT), words.group(2), heredocs)
          : this;
    }

    /** As it is written, on one line. */
    String words() {
      return (keyword + " " + text).strip().replaceAll("\\s+", " ");
    }
  }

  private Dockerfile(String text) {
    String plain = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    this.lines = plain.lines().toList();
  }

  static Dockerfile of(String text) {
    var dockerfile = new Dockerfile(text);
    dockerfile.directives();
    while (dockerfile.at < dockerfile.lines.size()) {
      dockerfile.instruction();
    }
    return dockerfile;
  }

  List<String> lines() {
    return lines;
  }

  /** The character that ends a line which goes on in the next one. */
  String escape() {
    return escape;
  }

  List<Instruction> instructions() {
    return List.copyOf(instructions);
  }

  /** The frontend that its first lines ask for. */
  Optional<String> syntax() {
    return syntax.isEmpty() ? Optional.empty() : Optional.of(syntax);
  }

  /**
   * The instruction that a step of BuildKit is: the steps of a stage are counted, and the image
   * that it begins with is the first, where that is not made in this Dockerfile. What that image
   * brings by {@code ONBUILD} comes next, is {@code FROM}'s, and is left out of the total.
   *
   * @param step as {@code [build 2/4] RUN make}
   * @param all steps of the build, this one too
   */
  Optional<Instruction> at(String step, Collection<String> all) {
    Matcher place = STEP.matcher(step);
    if (!place.find()) {
      return Optional.empty();
    }
    List<Instruction> steps = steps(String.valueOf(place.group(1)));
    int total = Integer.parseInt(place.group(3));
    int before = total - (steps.size() - 1);
    int index = Integer.parseInt(place.group(2)) - before;
    int triggers = Math.max(0, last(place, all) - total);
    if (index > 0 && index <= triggers) {
      return Optional.of(steps.getFirst());
    }
    int own = index - triggers;
    return own <= 0 || own >= steps.size()
        ? Optional.empty()
        : Optional.of(steps.get(own)).filter(each -> each.keyword().equals(place.group(4)));
  }

  /** The highest number of the steps of this one's stage. */
  private static int last(Matcher place, Collection<String> all) {
    return all.stream()
        .map(STEP::matcher)
        .filter(each -> each.find() && Objects.equals(each.group(1), place.group(1)))
        .mapToInt(each -> Integer.parseInt(each.group(2)))
        .max()
        .orElse(0);
  }

  /** The instruction that has this line, from 1. */
  Optional<Instruction> around(int line) {
    return instructions.stream()
        .filter(each -> each.line() <= line && line <= each.last())
        .findFirst();
  }

  /** {@code FROM} and what makes a layer, in the stage of this name, else in the last one. */
  private List<Instruction> steps(String stage) {
    var steps = new ArrayList<Instruction>();
    int number = 0;
    boolean found = false;
    for (Instruction each : instructions) {
      if (each.keyword().equals("FROM")) {
        if (found) {
          return steps;
        }
        steps.clear();
        steps.add(each);
        found =
            stage.equals("stage-" + number++)
                || each.words().matches("(?i).* AS " + Pattern.quote(stage));
      } else if (LAYERS.contains(each.keyword())) {
        steps.add(each);
      }
    }
    return steps;
  }

  /** Directives stand before all else, a line each; the first that is none ends them. */
  private void directives() {
    for (String line : lines) {
      Matcher directive = DIRECTIVE.matcher(line);
      if (!directive.matches()) {
        return;
      }
      switch (directive.group(1).toLowerCase(Locale.ROOT)) {
        case "syntax" -> syntax = directive.group(2);
        case "escape" -> escape = directive.group(2);
        case "check" -> at++;
        default -> {
          return;
        }
      }
    }
  }

  private void instruction() {
    String first = lines.get(at).strip();
    if (first.isEmpty() || first.startsWith("#")) {
      at++;
      return;
    }
    int line = at + 1;
    String whole = joined();
    Matcher words = WORDS.matcher(whole);
    if (!words.matches()) {
      return;
    }
    String keyword = words.group(1).toUpperCase(Locale.ROOT);
    String text = words.group(2);
    List<Heredoc> heredocs = takesHeredoc(keyword, text) ? bodies(text) : List.of();
    instructions.add(new Instruction(line, at, keyword, text, heredocs));
  }

  /** A comment or an empty line in the middle of an instruction does not end it. */
  private String joined() {
    var text = new StringBuilder();
    boolean goesOn = true;
    while (goesOn && at < lines.size()) {
      String line = lines.get(at++);
      String stripped = line.strip();
      if (text.length() > 0 && (stripped.isEmpty() || stripped.startsWith("#"))) {
        continue;
      }
      goesOn = stripped.endsWith(escape);
      String kept = line.stripTrailing();
      text.append(goesOn ? kept.substring(0, kept.length() - 1) : kept);
    }
    return text.toString().strip();
  }

  private static boolean takesHeredoc(String keyword, String text) {
    return switch (keyword) {
      case "RUN", "COPY", "ADD" -> text.contains("<<") && !text.endsWith("]");
      case "ONBUILD" -> true;
      default -> false;
    };
  }

  /** Passes over the bodies of heredocs; none when one of them never ends. */
  private List<Heredoc> bodies(String text) {
    var bodies = new ArrayList<Heredoc>();
    int next = at;
    for (Heredoc heredoc : Heredoc.announced(text)) {
      if (terminators == null) {
        terminators = new TerminatorIndex(lines);
      }
      int end = terminators.end(heredoc, next);
      if (end < 0) {
        return List.of();
      }
      bodies.add(heredoc.with(lines.subList(next, end)));
      next = end + 1;
    }
    at = next;
    return bodies;
  }
}
