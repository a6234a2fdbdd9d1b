package dev.aviary.flag.json;

/**
 * How much JSON is read before it is refused.
 *
 * @param length most characters of a text
 * @param depth most arrays and objects inside of one another
 * @param string most characters of one string
 * @param name most characters of one member's name
 */
public record JsonLimits(int length, int depth, int string, int name) {
  /** One flag, one context, or a file of all flags: a megabyte, as flagd has it. */
  public static final JsonLimits DEFAULT = new JsonLimits(1_000_000, 64, 100_000, 1_000);
}
