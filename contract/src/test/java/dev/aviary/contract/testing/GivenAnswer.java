package dev.aviary.contract.testing;

/**
 * An answer that a service gave in a test.
 *
 * @param path as it was asked for, without its query
 * @param media the type of the body without parameters; {@code -}: there is none
 * @param atPublicPort whether it was asked for at the builder's public port, where only some of the
 *     operations are
 */
public record GivenAnswer(
    String method, String path, int status, String media, boolean atPublicPort) {
  private static final String BLANK = " ";
  private static final String NONE = "-";

  static GivenAnswer of(String line) {
    String[] parts = line.split(BLANK, -1);
    return new GivenAnswer(
        parts[0], parts[1], Integer.parseInt(parts[2]), parts[3], Boolean.parseBoolean(parts[4]));
  }

  boolean hasNoBody() {
    return media.equals(NONE) || method.equals("HEAD");
  }

  String line() {
    return String.join(
        BLANK,
        method,
        path.replace(BLANK, "%20"),
        Integer.toString(status),
        media,
        Boolean.toString(atPublicPort));
  }
}
