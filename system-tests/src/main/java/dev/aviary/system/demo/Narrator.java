package dev.aviary.system.demo;

import java.io.PrintStream;
import java.time.Duration;

/** Tells what happens, with the time since the demo began. */
final class Narrator {
  private final PrintStream out;
  private final long begun = System.nanoTime();
  private int chapter;

  Narrator(PrintStream out) {
    this.out = out;
  }

  void chapter(String title) {
    chapter++;
    out.printf("%n%d. %s%n", chapter, title);
  }

  void tell(String sentence) {
    Duration since = Duration.ofNanos(System.nanoTime() - begun);
    out.printf("   %d:%02d  %s%n", since.toMinutes(), since.toSecondsPart(), sentence);
  }

  /** Something as a program printed it. */
  void show(String text) {
    text.lines().forEach(line -> out.println("         | " + line));
  }
}
