package dev.aviary.builder.engine;

import java.util.regex.Pattern;

/** Text that a program wrote for a terminal. */
public final class TerminalText {
  /** Colours, movements of the cursor, titles of windows: ECMA-48, sections 5.3 to 5.6. */
  private static final Pattern SEQUENCE =
      Pattern.compile(
          "(?:\\x{1b}\\[|\\x{9b})[0-?]*[ -/]*[@-~]?"
              + "|\\x{1b}[\\]PX^_][^\\x{07}\\x{1b}]*(?:\\x{07}|\\x{1b}\\\\)?"
              + "|\\x{1b}[ -/]*[0-~]?");

  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\\t]]");

  private TerminalText() {}

  /** A line without escape sequences and without control characters other than tabs. */
  public static String plain(String line) {
    return CONTROL.matcher(SEQUENCE.matcher(line).replaceAll("")).replaceAll("");
  }
}
