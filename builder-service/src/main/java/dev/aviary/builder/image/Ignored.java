package dev.aviary.builder.image;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * The files that a {@code .dockerignore} keeps out of a build: the last pattern that matches
 * decides, {@code !} takes back. Lines are read as {@code github.com/moby/patternmatcher} 0.6 reads
 * them. A file that {@code !} takes back is in the context whatever folder it lies in, as Docker's
 * reference says and BuildKit does.
 */
final class Ignored {
  static final String FILE = ".dockerignore";

  /** Bytes of the file. */
  static final int LARGEST = 64 * 1024;

  static final int MOST_RULES = 1_000;

  /** Characters of a pattern. */
  static final int LONGEST_RULE = 1_000;

  /** In all patterns: each {@code *} and {@code ?} is one more place to follow for each path. */
  static final int MOST_WILDCARDS = 2_000;

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private record Rule(Glob glob, boolean ignores) {}

  private final List<Rule> rules;

  private Ignored(List<Rule> rules) {
    this.rules = List.copyOf(rules);
  }

  /**
   * @throws IllegalArgumentException when a pattern is none, saying which, or there is too much
   */
  static Ignored of(String dockerignore) {
    String text =
        dockerignore.startsWith(BYTE_ORDER_MARK) ? dockerignore.substring(1) : dockerignore;
    var rules = new ArrayList<Rule>();
    long wildcards = 0;
    for (String line : text.split("\n", -1)) {
      String rule = line.startsWith("#") ? "" : read(line);
      if (!rule.isEmpty()) {
        rules.add(rule(rule));
        wildcards += rule.chars().filter(c -> c == '*' || c == '?').count();
      }
    }
    if (rules.size() > MOST_RULES) {
      throw new IllegalArgumentException(
          "it has %,d patterns, at most %,d are read".formatted(rules.size(), MOST_RULES));
    }
    if (wildcards > MOST_WILDCARDS) {
      throw new IllegalArgumentException(
          "it has %,d wildcards, at most %,d are read".formatted(wildcards, MOST_WILDCARDS));
    }
    return new Ignored(rules);
  }

  /** Whether the path is kept out, itself or with a folder that it lies in. */
  boolean matches(String path) {
    for (Rule rule : rules.reversed()) {
      if (rule.glob.matches(path)) {
        return rule.ignores;
      }
    }
    return false;
  }

  /** What Docker's client makes of a line before its matcher reads it. */
  private static String read(String line) {
    String rule = trimmed(line);
    if (rule.length() > LONGEST_RULE) {
      throw new IllegalArgumentException(
          "the pattern '%.40s...' has %,d characters, at most %,d are read"
              .formatted(rule, rule.length(), LONGEST_RULE));
    }
    return rule.startsWith("!") ? "!" + clean(trimmed(rule.substring(1))) : trimmed(clean(rule));
  }

  private static Rule rule(String rule) {
    if (rule.equals("!")) {
      throw new IllegalArgumentException("the pattern '!' takes nothing back");
    }
    boolean ignores = !rule.startsWith("!");
    return new Rule(Glob.of(ignores ? rule : trimmed(rule.substring(1))), ignores);
  }

  /** Go's {@code filepath.Clean}, without the slash of an absolute path. */
  private static String clean(String glob) {
    var kept = new ArrayDeque<String>();
    for (String segment : glob.split("/", -1)) {
      boolean up = segment.equals("..");
      if (up && !kept.isEmpty() && !kept.getLast().equals("..")) {
        kept.removeLast();
      } else if (!segment.isEmpty() && !segment.equals(".") && !(up && glob.startsWith("/"))) {
        kept.addLast(segment);
      }
    }
    return String.join("/", kept);
  }

  /** Go's {@code strings.TrimSpace}. */
  private static String trimmed(String line) {
    int begin = 0;
    int end = line.length();
    while (begin < end && space(line.charAt(begin))) {
      begin++;
    }
    while (end > begin && space(line.charAt(end - 1))) {
      end--;
    }
    return line.substring(begin, end);
  }

  private static boolean space(char c) {
    return (c >= '\t' && c <= '\r') || c == '\u0085' || Character.isSpaceChar(c);
  }
}
