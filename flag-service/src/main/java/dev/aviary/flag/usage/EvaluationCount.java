package dev.aviary.flag.usage;

/**
 * The evaluations of one flag. Threads write without a lock and so may take one another's last
 * result for their own: it is told to the minute, and a flag whose results differ keeps differing.
 */
final class EvaluationCount {
  private volatile Use use;

  EvaluationCount(Use use) {
    this.use = use;
  }

  /** Writes only when something is another than before: at most once a minute for most flags. */
  void count(String result, long nowMillis) {
    Use before = use;
    long minute = nowMillis / Use.MINUTE;
    if (before.last() < minute || !before.result().equals(result)) {
      use = before.then(Math.max(minute, before.last()), result);
    }
  }

  /** Adds what was counted elsewhere, or before the start. */
  void add(Use further) {
    use = use.with(further);
  }

  Use use() {
    return use;
  }
}
