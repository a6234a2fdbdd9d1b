package dev.aviary.builder.engine;

import java.util.function.Consumer;

/**
 * Cuts text that comes in pieces into lines. A line ends with {@code \n} or {@code \r}, as those of
 * a progress bar do, or is cut where it becomes too long, never within a character.
 */
public final class LineCutter {
  private final int longest;
  private final Consumer<String> lines;
  private final StringBuilder begun = new StringBuilder();

  /**
   * @param longest characters after which a line is cut
   * @param lines takes each line, which may be empty
   */
  public LineCutter(int longest, Consumer<String> lines) {
    this.longest = longest;
    this.lines = lines;
  }

  public void take(String piece) {
    for (int i = 0; i < piece.length(); i++) {
      char c = piece.charAt(i);
      boolean ends = c == '\n' || c == '\r';
      if (!ends) {
        begun.append(c);
      }
      if (ends || (begun.length() >= longest && !Character.isHighSurrogate(c))) {
        end();
      }
    }
  }

  /** Ends the line that has begun. */
  public void end() {
    String line = begun.toString();
    begun.setLength(0);
    lines.accept(line);
  }
}
