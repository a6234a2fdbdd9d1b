package dev.aviary.builder.image;

import java.util.Locale;
import java.util.regex.Pattern;

/** Where the stages of a Dockerfile begin. */
final class Stages {
  private static final Pattern ESCAPE = Pattern.compile("(?i)^#\\s*escape\\s*=\\s*`\\s*$");

  private Stages() {}

  /** The Dockerfile with an instruction right after every {@code FROM}. */
  static String begin(String dockerfile, String instruction) {
    String escape = dockerfile.lines().limit(2).anyMatch(ESCAPE.asPredicate()) ? "`" : "\\";
    var with = new StringBuilder();
    boolean goesOn = false;
    boolean from = false;
    for (String line : dockerfile.lines().toList()) {
      with.append(line).append('\n');
      String text = line.strip();
      // A comment or an empty line in the middle of an instruction does not end it.
      if (text.startsWith("#") || text.isEmpty()) {
        continue;
      }
      from = goesOn ? from : text.toLowerCase(Locale.ROOT).matches("from\\s.*");
      goesOn = text.endsWith(escape);
      if (from && !goesOn) {
        with.append(instruction).append('\n');
      }
    }
    return with.toString();
  }
}
