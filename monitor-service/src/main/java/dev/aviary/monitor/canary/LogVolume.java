package dev.aviary.monitor.canary;

import java.time.Duration;
import java.util.Locale;

/**
 * What a container wrote to its log, counted up to a bound.
 *
 * @param over the time in which it wrote that
 */
record LogVolume(long lines, long bytes, Duration over) {
  /** Over how long a log is counted. */
  static final Duration SPAN = Duration.ofSeconds(5);

  /** Lines in {@link #SPAN} from which on a log floods: 1,000 a second. */
  static final int MOST_LINES = 5_000;

  /** Bytes in {@link #SPAN} from which on a log floods: 200 KiB a second. */
  static final long MOST_BYTES = 1_000L << 10;

  /** A log that floods is one that writes so many times as much as stable's do. */
  private static final int TIMES = 10;

  private static final double NANOS = 1e9;

  /** Whether it wrote as much as the bound; how much more is not counted. */
  boolean floods() {
    return lines >= MOST_LINES || bytes >= MOST_BYTES;
  }

  /**
   * Whether a stable container's log is of the same kind, or says nothing because that container is
   * given no request.
   *
   * @param visitors how many times as many requests this container is given as that one
   */
  boolean isLike(LogVolume stable, double visitors) {
    if (Double.isInfinite(visitors)) {
      return true;
    }
    double allowed = TIMES * Math.max(1, visitors);
    return lines >= MOST_LINES
        ? linesPerSecond() < allowed * stable.linesPerSecond()
        : bytesPerSecond() < allowed * stable.bytesPerSecond();
  }

  double linesPerSecond() {
    return lines * NANOS / Math.max(1, over.toNanos());
  }

  double bytesPerSecond() {
    return bytes * NANOS / Math.max(1, over.toNanos());
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "about %,.0f lines and %,.0f kB a second",
        linesPerSecond(),
        bytesPerSecond() / 1e3);
  }
}
