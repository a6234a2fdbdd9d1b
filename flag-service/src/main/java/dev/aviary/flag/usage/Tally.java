package dev.aviary.flag.usage;

/**
 * The evaluations of one flag. Threads write without a lock and so may take one another's last
 * result for their own: it is told to the minute, and a flag whose results differ keeps differing.
 */
final class Tally {
  private volatile Use use;

  /** Whether results have differed since this one counts: what was before is then over. */
  private volatile boolean differed;

  Tally(Use use) {
    this.use = use;
  }

  /** Writes only when something is another than before: at most once a minute for most flags. */
  void count(String result, long nowMillis) {
    Use before = use;
    long minute = nowMillis / Use.MINUTE;
    boolean same = before.result().equals(result);
    if (!same) {
      differed = true;
    }
    if (!same || before.last() < minute) {
      use = new Use(minute, same ? before.same() : minute, result);
    }
  }

  /** Adds what was counted before this one began. */
  void add(Use before) {
    if (!differed) {
      use = use.after(before);
    }
  }

  Use use() {
    return use;
  }
}
