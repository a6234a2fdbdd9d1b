package dev.aviary.flag.json;

/**
 * How much JSON is read before it is refused.
 *
 * @param length most characters of a text
 * @param depth most arrays and objects inside of one another
 * @param string most characters of one string
 * @param name most characters of one member's name
 * @param values most values in all: each array, object, string, number, boolean and null is one
 */
public record JsonLimits(int length, int depth, int string, int name, int values) {
  /** The longest file of all flags, in characters. */
  public static final int FILE_LENGTH = 2_500_000;

  /** A file of all flags, of as many values as 5,000 flags with a rule each have. */
  public static final JsonLimits FILE = new JsonLimits(FILE_LENGTH, 64, 100_000, 1_000, 1_000_000);

  /** One flag, and no more values than fit into a megabyte. */
  public static final JsonLimits DEFAULT = new JsonLimits(1_000_000, 64, 100_000, 1_000, 1_000_000);

  /**
   * A request to evaluate, which anybody may send. Small values take far more memory than their
   * text: half a million of them some 70 MB.
   */
  public static final JsonLimits QUESTION = new JsonLimits(1_000_000, 64, 100_000, 1_000, 10_000);
}
