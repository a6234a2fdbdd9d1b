package dev.aviary.contract.app;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The checks by which records refuse values, in words that a person can act on. Each refusal is a
 * {@link BadValueException}.
 */
public final class Check {
  private static final Pattern APP = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
  private static final Pattern PATH =
      Pattern.compile("/(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2}){0,1000}");
  private static final Pattern HOST = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,252})");
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");

  private Check() {}

  public static void that(boolean holds, String otherwise) {
    if (!holds) {
      throw new BadValueException(otherwise);
    }
  }

  public static <T> T present(@Nullable T value, String name) {
    if (value == null) {
      throw new BadValueException(name + " is missing");
    }
    return value;
  }

  public static String text(@Nullable String value, String name) {
    String text = present(value, name);
    that(!text.isBlank(), name + " is empty");
    return text;
  }

  public static int range(int value, int least, int most, String name) {
    that(
        value >= least && value <= most,
        "%s is %d; give a number from %d to %d".formatted(name, value, least, most));
    return value;
  }

  public static Duration range(Duration value, Duration least, Duration most, String name) {
    that(
        value.compareTo(least) >= 0 && value.compareTo(most) <= 0,
        "%s is %s; give %s to %s".formatted(name, value, written(least), written(most)));
    return value;
  }

  /**
   * An immutable copy of the list; a missing list is an empty one. JSON allows null as an element,
   * the copy does not.
   */
  public static <T> List<T> list(@Nullable List<T> list, String name) {
    if (list == null) {
      return List.of();
    }
    for (int i = 0; i < list.size(); i++) {
      present(list.get(i), name + "[" + i + "]");
    }
    return List.copyOf(list);
  }

  /** A copy of the map in its order, under the same rules. */
  public static <V> Map<String, V> map(
      @Nullable Map<String, ? extends @Nullable V> map, String name) {
    if (map == null) {
      return Map.of();
    }
    var copy = new LinkedHashMap<String, V>();
    map.forEach((key, value) -> copy.put(key, present(value, name + "." + key)));
    return Collections.unmodifiableMap(copy);
  }

  /** An app's name: it becomes part of keys, labels, image and container names. */
  public static String app(@Nullable String name) {
    String app = present(name, "app");
    that(
        APP.matcher(app).matches(),
        "an app's name has 1 to 40 of a-z, 0-9 and '-', and begins with a letter or digit");
    return app;
  }

  /**
   * A path with or without a query, as it stands in a request line (RFC 3986, sections 3.3, 3.4).
   */
  static String path(String path, String name) {
    that(path.startsWith("/"), name + " must begin with '/'");
    that(
        PATH.matcher(path).matches(),
        name + " may hold letters, digits and -._~!$&'()*+,;=:@/?; write others as %XX");
    return path;
  }

  /** A host name, in lower case. */
  public static String host(String host, String name) {
    String small = host.strip().toLowerCase(Locale.ROOT);
    that(
        HOST.matcher(small).matches(),
        name + ": '" + host + "' is not a host name; leave the port out");
    return small;
  }

  /** A full SHA-1 of a commit. */
  public static String commit(@Nullable String commit) {
    String sha = present(commit, "commit");
    that(COMMIT.matcher(sha).matches(), "commit is not 40 hexadecimal digits");
    return sha;
  }

  /** As people write a duration in settings: in the largest unit that it is a whole number of. */
  private static String written(Duration duration) {
    long millis = duration.toMillis();
    if (millis % 1_000 != 0) {
      return millis + "ms";
    }
    long seconds = duration.toSeconds();
    if (seconds % 60 != 0 || seconds == 0) {
      return seconds + "s";
    }
    if (duration.toMinutes() % 60 != 0) {
      return duration.toMinutes() + "m";
    }
    return duration.toHours() % 24 == 0 ? duration.toDays() + "d" : duration.toHours() + "h";
  }
}
