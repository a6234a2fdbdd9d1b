package dev.aviary.builder.image;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A Dockerfile with lines that its author did not write.
 *
 * @param text of the Dockerfile
 * @param added those lines, from 1
 */
record ExtendedDockerfile(String text, Set<Integer> added) {
  private static final Pattern LINE = Pattern.compile("\\bline (\\d{1,6})\\b");

  ExtendedDockerfile {
    added = Set.copyOf(added);
  }

  /** As it is. */
  static ExtendedDockerfile plain(String dockerfile) {
    return new ExtendedDockerfile(dockerfile, Set.of());
  }

  /** With a first line that asks for a frontend. */
  static ExtendedDockerfile withSyntax(String dockerfile, String frontend) {
    return new ExtendedDockerfile("# syntax=" + frontend + "\n" + dockerfile, Set.of(1));
  }

  /** With an instruction right after every {@code FROM}. */
  static ExtendedDockerfile inEveryStage(String dockerfile, String instruction) {
    Set<Integer> ends = new HashSet<>();
    for (Dockerfile.Instruction each : Dockerfile.of(dockerfile).instructions()) {
      if (each.keyword().equals("FROM")) {
        ends.add(each.last());
      }
    }
    var text = new StringBuilder();
    var added = new HashSet<Integer>();
    int before = 0;
    int number = 0;
    for (String line : dockerfile.lines().toList()) {
      text.append(line).append('\n');
      before++;
      number++;
      if (ends.contains(before)) {
        text.append(instruction).append('\n');
        number++;
        added.add(number);
      }
    }
    return new ExtendedDockerfile(text.toString(), added);
  }

  /** The same with one more instruction at its end. */
  ExtendedDockerfile and(String instruction) {
    return new ExtendedDockerfile(text.stripTrailing() + "\n" + instruction + "\n", added);
  }

  /** What an engine says of it, with the numbers that its author's lines have. */
  String told(String message) {
    return LINE.matcher(message)
        .replaceAll(found -> "line " + original(Integer.parseInt(found.group(1))));
  }

  private int original(int line) {
    return line - (int) added.stream().filter(each -> each <= line).count();
  }
}
