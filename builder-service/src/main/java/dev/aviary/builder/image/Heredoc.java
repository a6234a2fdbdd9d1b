package dev.aviary.builder.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A document inside a Dockerfile: <a
 * href="https://docs.docker.com/reference/dockerfile/#here-documents">here-documents</a>.
 *
 * @param word by which it is announced, as {@code <<-"EOF"}
 * @param name what stands on the line that ends it
 * @param expands whether variables in it are replaced: no part of the name is quoted
 * @param tabs whether the tabs at the beginning of its lines are left out
 * @param lines of the document, as they are written, without the one that ends it
 */
record Heredoc(String word, String name, boolean expands, boolean tabs, List<String> lines) {
  private static final Pattern WORD = Pattern.compile("\\d*<<(-?)([^<]+)");

  Heredoc {
    lines = List.copyOf(lines);
  }

  /** What it holds; the last line has its end, too. */
  String content() {
    return lines.stream()
        .map(line -> (tabs ? withoutTabs(line) : line) + "\n")
        .collect(Collectors.joining());
  }

  /** The documents that a line announces, without their lines, in their order. */
  static List<Heredoc> announced(String line) {
    return line.contains("<<")
        ? words(line).stream().map(Heredoc::announcement).flatMap(Optional::stream).toList()
        : List.of();
  }

  /** What a word of a line announces. */
  static Optional<Heredoc> announcement(String word) {
    Matcher parts = WORD.matcher(word);
    if (!parts.matches()) {
      return Optional.empty();
    }
    String name = unquoted(parts.group(2));
    boolean expands = name.equals(parts.group(2));
    return name.isEmpty()
        ? Optional.empty()
        : Optional.of(new Heredoc(word, name, expands, !parts.group(1).isEmpty(), List.of()));
  }

  Heredoc with(List<String> found) {
    return new Heredoc(word, name, expands, tabs, found);
  }

  static String withoutTabs(String line) {
    int at = 0;
    while (at < line.length() && line.charAt(at) == '\t') {
      at++;
    }
    return line.substring(at);
  }

  /** The words of a shell's line, with their quotes; none when a quote has no end. */
  static List<String> words(String line) {
    var words = new ArrayList<String>();
    int begun = -1;
    char quote = 0;
    for (int at = 0; at < line.length(); at++) {
      char c = line.charAt(at);
      if (quote == 0 && Character.isWhitespace(c)) {
        if (begun >= 0) {
          words.add(line.substring(begun, at));
        }
        begun = -1;
        continue;
      }
      begun = begun < 0 ? at : begun;
      if (quote != 0 && c == quote) {
        quote = 0;
      } else if (quote == 0 && (c == '\'' || c == '"')) {
        quote = c;
      } else if (c == '\\' && quote != '\'') {
        at++;
      }
    }
    if (quote != 0) {
      return List.of();
    }
    if (begun >= 0) {
      words.add(line.substring(begun));
    }
    return words;
  }

  private static String unquoted(String word) {
    var plain = new StringBuilder();
    char quote = 0;
    for (int at = 0; at < word.length(); at++) {
      char c = word.charAt(at);
      if (quote != 0 && c == quote) {
        quote = 0;
      } else if (quote == 0 && (c == '\'' || c == '"')) {
        quote = c;
      } else if (c == '\\' && quote == 0 && at + 1 < word.length()) {
        plain.append(word.charAt(++at));
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }
}
