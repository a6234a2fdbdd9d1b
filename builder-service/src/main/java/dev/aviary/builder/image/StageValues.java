package dev.aviary.builder.image;

import dev.aviary.builder.image.Dockerfile.Instruction;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The variables of a stage, as far as the Dockerfile itself says their values. What the base image
 * brings is unknown here.
 */
final class StageValues {
  private static final Pattern ASSIGNED =
      Pattern.compile(
          "([A-Za-z_][A-Za-z0-9_]*)=((?:\"(?:\\\\.|[^\"\\\\])*\"|'[^']*'|\\\\.|[^\\s\"'\\\\])*)");

  /** As {@code NAME}, {@code NAME:-default}, {@code NAME+other}. */
  private static final Pattern EXPANSION =
      Pattern.compile("(?s)([A-Za-z_][A-Za-z0-9_]*)(?:(:?)([-+])(.*))?");

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final Map<String, String> buildArgs;
  private final Map<String, String> global = new HashMap<>();
  private final Scope globals =
      new Scope() {
        @Override
        public Optional<String> value(String name) {
          return Optional.ofNullable(global.get(name));
        }

        @Override
        public boolean lacks(String name) {
          return !global.containsKey(name) && !DockerfileNeeds.isOfPlatform(name);
        }
      };
  private final Map<String, Map<String, String>> environments = new HashMap<>();
  private Map<String, String> args = new HashMap<>();
  private Map<String, String> environment = new HashMap<>();
  private Set<String> unknown = new HashSet<>();
  private boolean begun;
  private String stage = "";

  /** The variables that count at one place. */
  @FunctionalInterface
  private interface Scope {
    /** Nothing when it has none, or one that is not known. */
    Optional<String> value(String name);

    /** Whether it is known that there is no such variable; a base image may bring any. */
    default boolean lacks(String name) {
      return false;
    }
  }

  StageValues(Map<String, String> buildArgs) {
    this.buildArgs = Map.copyOf(buildArgs);
  }

  /** Takes what an instruction sets. */
  void take(Instruction each) {
    switch (each.keyword()) {
      case "FROM" -> begin(each);
      case "ARG" -> Heredoc.words(each.text()).forEach(this::argument);
      case "ENV" -> environment(each.text());
      default -> {}
    }
  }

  /** The image or stage that a stage begins with, or "". */
  String base(Instruction from) {
    List<String> words = Heredoc.words(from.rest());
    String word = words.isEmpty() ? "" : words.getFirst();
    return replaced(word, globals).orElse(word);
  }

  /** The name of the stage that was begun last, in lower case, if it has one. */
  Optional<String> stage() {
    return stage.isEmpty() ? Optional.empty() : Optional.of(stage);
  }

  private void begin(Instruction from) {
    List<String> words = Heredoc.words(from.rest());
    begun = true;
    Map<String, String> before = environments.get(base(from).toLowerCase(Locale.ROOT));
    environment = before == null ? new HashMap<>() : new HashMap<>(before);
    args = new HashMap<>();
    unknown = new HashSet<>();
    stage =
        words.size() == 3 && words.get(1).equalsIgnoreCase("as")
            ? words.get(2).toLowerCase(Locale.ROOT)
            : "";
    if (!stage.isEmpty()) {
      environments.put(stage, environment);
    }
  }

  private void argument(String word) {
    int equals = word.indexOf('=');
    String name = equals < 0 ? word : word.substring(0, equals);
    Optional<String> value =
        buildArgs.containsKey(name)
            ? Optional.ofNullable(buildArgs.get(name))
            : equals >= 0
                ? assigned(word.substring(equals + 1))
                : Optional.ofNullable(global.get(name));
    Map<String, String> into = begun ? args : global;
    into.remove(name);
    value.ifPresentOrElse(found -> into.put(name, found), () -> unknown.add(name));
  }

  private void environment(String text) {
    Matcher pairs = ASSIGNED.matcher(text);
    Map<String, String> set = new HashMap<>();
    int end = 0;
    while (pairs.find() && text.substring(end, pairs.start()).isBlank()) {
      end = pairs.end();
      String name = pairs.group(1);
      assigned(pairs.group(2)).ifPresentOrElse(value -> set.put(name, value), () -> forget(name));
    }
    if (end == 0) {
      // The old form: one name, and all that follows is its value.
      forget(text.split("\\s+", 2)[0]);
    }
    environment.putAll(set);
    unknown.removeAll(set.keySet());
  }

  /**
   * The text with the values of its variables, and without the backslashes that keep others; empty
   * when a value is not known.
   */
  Optional<String> replaced(String text) {
    return replaced(text, this::value);
  }

  private static Optional<String> replaced(String text, Scope scope) {
    var out = new StringBuilder(text.length());
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\\' && at + 1 < text.length()) {
        out.append(text.charAt(at + 1));
        at += 2;
        continue;
      }
      if (c != '$' || at + 1 >= text.length()) {
        out.append(c);
        at++;
        continue;
      }
      boolean braces = text.charAt(at + 1) == '{';
      Matcher name = NAME.matcher(text).region(at + 1, text.length());
      if (!braces && !name.lookingAt()) {
        out.append(c);
        at++;
        continue;
      }
      int end = braces ? closing(text, at + 1) : name.end();
      Optional<String> value =
          !braces
              ? scope.value(name.group())
              : end < 0 ? Optional.empty() : expanded(text.substring(at + 2, end), scope);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      out.append(value.get());
      at = end + (braces ? 1 : 0);
    }
    return Optional.of(out.toString());
  }

  /** Where the brace that stands at this place is closed, or -1. */
  private static int closing(String text, int brace) {
    int depth = 0;
    for (int at = brace; at < text.length(); at++) {
      switch (text.charAt(at)) {
        case '\\' -> at++;
        case '{' -> depth++;
        case '}' -> {
          depth--;
          if (depth == 0) {
            return at;
          }
        }
        default -> {}
      }
    }
    return -1;
  }

  /** What stands between braces: {@code NAME}, or a name with what is taken in its place. */
  private static Optional<String> expanded(String inner, Scope scope) {
    Matcher parts = EXPANSION.matcher(inner);
    if (!parts.matches()) {
      return Optional.empty();
    }
    String name = parts.group(1);
    Optional<String> value = scope.value(name);
    if (parts.group(2) == null || (value.isEmpty() && !scope.lacks(name))) {
      return value;
    }
    boolean emptyCounts = parts.group(2).isEmpty();
    boolean set = value.filter(text -> emptyCounts || !text.isEmpty()).isPresent();
    boolean onlyWhereSet = parts.group(3).equals("+");
    if (set == onlyWhereSet) {
      return replaced(parts.group(4), scope);
    }
    return set ? value : Optional.of("");
  }

  /** {@code ENV} comes before {@code ARG}. */
  private Optional<String> value(String name) {
    if (unknown.contains(name)) {
      return Optional.empty();
    }
    return Optional.ofNullable(environment.getOrDefault(name, args.get(name)));
  }

  private void forget(String name) {
    environment.remove(name);
    unknown.add(name);
  }

  /** What a word means as a value: as it is, or in quotes as a whole; else it is not known. */
  private Optional<String> assigned(String word) {
    if (word.length() > 1 && (word.startsWith("'") || word.startsWith("\""))) {
      String inner = word.substring(1, word.length() - 1);
      boolean whole = word.charAt(word.length() - 1) == word.charAt(0) && !mixed(inner);
      return !whole
          ? Optional.empty()
          : word.startsWith("'") ? Optional.of(inner) : replaced(inner);
    }
    return mixed(word) ? Optional.empty() : replaced(word);
  }

  private static boolean mixed(String text) {
    return text.indexOf('\'') >= 0 || text.indexOf('"') >= 0;
  }
}
