package dev.aviary.builder.reconcile;

import java.util.ArrayList;
import java.util.List;

/**
 * Which of a release command's lines are in the log of its deployment. They are told by the times
 * at which they were printed, which rise.
 */
final class ReleaseOutput {
  /** How many lines of one command are passed on. */
  static final int MOST = 1_000;

  private String container = "";
  private String last = "";
  private int told;

  /** Whether the container is known; another one begins anew. */
  boolean knows(String other) {
    return container.equals(other);
  }

  void begin(String other) {
    container = other;
    last = "";
    told = 0;
  }

  /**
   * Those that are to be passed on now, without their times.
   *
   * @param dated each with its time and a space before it
   */
  List<String> fresh(List<String> dated) {
    var fresh = new ArrayList<String>();
    for (String line : dated) {
      int space = line.indexOf(' ');
      String at = space < 0 ? line : line.substring(0, space);
      if (at.compareTo(last) > 0) {
        last = at;
        told++;
        if (told <= MOST) {
          fresh.add(space < 0 ? "" : line.substring(space + 1));
        } else if (told == MOST + 1) {
          fresh.add("... more lines than " + MOST + " are not passed on");
        }
      }
    }
    return fresh;
  }
}
