package dev.aviary.builder.recipe;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The versions that a repository asks for, in the forms that npm, pip, Composer and Bundler share.
 * What is not understood is taken to hold.
 *
 * @param alternatives of which one must hold; each is a list of bounds that must all hold
 */
record VersionRange(List<List<Bound>> alternatives) {
  static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d+)*");

  /** As npm writes from and to: {@code 1.2 - 3.4}. */
  private static final Pattern SPAN =
      Pattern.compile("v?(\\d+(?:\\.\\d+)*)\\s+-\\s+v?(\\d+(?:\\.\\d+)*)");

  private static final Pattern BOUND =
      Pattern.compile("(\\^|~>|~=|~|>=|<=|>|<|===?|=)?\\s*v?(\\d+(?:\\.\\d+)*)(?:\\.[x*])?");

  /** One condition: {@code >= 3.11}. */
  record Bound(String sign, List<Integer> version) {
    boolean holds(List<Integer> has) {
      int order = compare(has, version);
      return switch (sign) {
        case ">=" -> order >= 0;
        case ">" -> order > 0;
        case "<" -> compareAll(has, version) < 0;
        case "<=" -> order <= 0;
        // The first number stays, or all but the last one.
        case "^" -> order >= 0 && has.getFirst().equals(version.getFirst());
        case "~>", "~=" -> order >= 0 && same(has, Math.max(1, version.size() - 1));
        case "~" -> order >= 0 && same(has, Math.min(2, version.size()));
        default -> order == 0;
      };
    }

    private boolean same(List<Integer> has, int numbers) {
      int known = Math.min(numbers, has.size());
      return has.subList(0, known).equals(version.subList(0, known));
    }

    /** As far as both say. */
    private static int compare(List<Integer> a, List<Integer> b) {
      for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
        if (!a.get(i).equals(b.get(i))) {
          return Integer.compare(a.get(i), b.get(i));
        }
      }
      return 0;
    }

    /** What is not said is 0. */
    private static int compareAll(List<Integer> a, List<Integer> b) {
      int order = compare(a, b);
      return order != 0 ? order : a.size() >= b.size() ? 0 : tail(a, b);
    }

    private static int tail(List<Integer> a, List<Integer> b) {
      return b.subList(a.size(), b.size()).stream().anyMatch(n -> n > 0) ? -1 : 0;
    }
  }

  static VersionRange of(String text) {
    return new VersionRange(
        Stream.of(text.split("\\|\\|?"))
            .map(VersionRange::bounds)
            .filter(bounds -> !bounds.isEmpty())
            .toList());
  }

  boolean holds(String version) {
    List<Integer> has = numbers(version);
    return alternatives.isEmpty()
        || alternatives.stream()
            .anyMatch(bounds -> bounds.stream().allMatch(bound -> bound.holds(has)));
  }

  private static List<Bound> bounds(String text) {
    String plain = SPAN.matcher(text).replaceAll(">=$1 <=$2").replaceAll("!=\\s*\\S+", "");
    Matcher found = BOUND.matcher(plain);
    return found
        .results()
        .map(each -> new Bound(each.group(1) == null ? "=" : each.group(1), numbers(each.group(2))))
        .toList();
  }

  private static List<Integer> numbers(String version) {
    return Arrays.stream(version.split("\\."))
        .map(number -> number.length() > 9 ? Integer.MAX_VALUE : Integer.valueOf(number))
        .toList();
  }
}
