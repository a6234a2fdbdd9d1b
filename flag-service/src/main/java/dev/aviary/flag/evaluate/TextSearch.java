package dev.aviary.flag.evaluate;

/**
 * Looks for a text inside of another in a time that grows with their lengths, and not with the
 * product of these: Knuth, Morris, Pratt, "Fast pattern matching in strings", SIAM J. Comput. 6(2).
 */
final class TextSearch {
  /** Up to this product Java's own search is as fast, whatever the texts are. */
  private static final int SMALL = 4_096;

  private TextSearch() {}

  static boolean holds(String whole, String part) {
    return (long) whole.length() * part.length() <= SMALL
        ? whole.contains(part)
        : part.length() <= whole.length() && search(whole, part);
  }

  private static boolean search(String whole, String part) {
    int[] borders = borders(part);
    int matched = 0;
    for (int i = 0; i < whole.length(); i++) {
      while (matched > 0 && whole.charAt(i) != part.charAt(matched)) {
        matched = borders[matched - 1];
      }
      if (whole.charAt(i) == part.charAt(matched)) {
        matched++;
      }
      if (matched == part.length()) {
        return true;
      }
    }
    return false;
  }

  /**
   * For each beginning of the text the length of the longest end of it that is a beginning, too.
   */
  private static int[] borders(String text) {
    int[] borders = new int[text.length()];
    int matched = 0;
    for (int i = 1; i < borders.length; i++) {
      while (matched > 0 && text.charAt(i) != text.charAt(matched)) {
        matched = borders[matched - 1];
      }
      if (text.charAt(i) == text.charAt(matched)) {
        matched++;
      }
      borders[i] = matched;
    }
    return borders;
  }
}
