package dev.aviary.builder.image;

import dev.aviary.builder.image.Dockerfile.Instruction;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final Map<String, String> buildArgs;
  private final Map<String, String> global = new HashMap<>();
  private final Map<String, Map<String, String>> environments = new HashMap<>();
  private Map<String, String> args = new HashMap<>();
  private Map<String, String> environment = new HashMap<>();
  private Set<String> unknown = new HashSet<>();
  private boolean begun;
  private String stage = "";

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
    return replaced(word, name -> Optional.ofNullable(global.get(name))).orElse(word);
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

  private static Optional<String> replaced(String text, Function<String, Optional<String>> values) {
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
      Matcher name = NAME.matcher(text).region(at + (braces ? 2 : 1), text.length());
      if (!name.lookingAt()) {
        if (braces) {
          return Optional.empty();
        }
        out.append(c);
        at++;
        continue;
      }
      boolean closed = braces && name.end() < text.length() && text.charAt(name.end()) == '}';
      Optional<String> value = values.apply(name.group());
      if (value.isEmpty() || (braces && !closed)) {
        return Optional.empty();
      }
      out.append(value.get());
      at = name.end() + (braces ? 1 : 0);
    }
    return Optional.of(out.toString());
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
