package dev.aviary.builder.image;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The files that a {@code .dockerignore} keeps out of a build: the last pattern that matches
 * decides, {@code !} takes back.
 */
final class Ignored {
  private record Rule(Pattern pattern, boolean ignores) {}

  private final List<Rule> rules;

  private Ignored(List<Rule> rules) {
    this.rules = List.copyOf(rules);
  }

  /**
   * @throws IllegalArgumentException when a pattern is none, saying which
   */
  static Ignored of(String dockerignore) {
    var rules = new ArrayList<Rule>();
    dockerignore
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .forEach(line -> rules.add(rule(line)));
    return new Ignored(rules);
  }

  /** Whether the file is kept out, itself or with a folder that it lies in. */
  boolean matches(String path) {
    boolean ignored = false;
    for (Rule rule : rules) {
      if (rule.pattern.matcher(path).matches()) {
        ignored = rule.ignores;
      }
    }
    return ignored;
  }

  private static Rule rule(String line) {
    boolean ignores = !line.startsWith("!");
    String glob = (ignores ? line : line.substring(1).strip()).replaceAll("^(\\./|/)+|/+$", "");
    return new Rule(Pattern.compile(new Glob(glob).regex() + "(/.*)?", Pattern.DOTALL), ignores);
  }
}
