package dev.aviary.monitor.judge;

import java.util.List;

/** What one track (the canary, or all stable slots together) answered in one second. */
public final class TrackSecond {
  public static final TrackSecond NONE = new TrackSecond(0, 0, new long[0]);

  private final long attempts;
  private final long failed;
  private final long[] latency;
  private final int firstCell;
  private final int endCell;
  private final long answers;

  /**
   * @param attempts requests that the balancer gave to the track
   * @param failed those of them that failed: 5xx, refused or broken connections, timeouts
   * @param latency answers by time, one count a bound of {@link LatencyCells} and one for what is
   *     longer; it is not copied and must not change; empty: nothing is known of latency
   */
  public TrackSecond(long attempts, long failed, long[] latency) {
    if (attempts < 0 || failed < 0 || failed > attempts) {
      throw new IllegalArgumentException(
          "attempts is "
              + attempts
              + " and failed is "
              + failed
              + "; give 0 <= failed <= attempts");
    }
    this.attempts = attempts;
    this.failed = failed;
    this.latency = latency;
    int first = latency.length;
    int end = 0;
    long sum = 0;
    for (int cell = 0; cell < latency.length; cell++) {
      if (latency[cell] > 0) {
        first = Math.min(first, cell);
        end = cell + 1;
        sum += latency[cell];
      }
    }
    firstCell = first;
    endCell = end;
    answers = sum;
  }

  public static TrackSecond of(long attempts, long failed, List<Long> latency) {
    return new TrackSecond(attempts, failed, latency.stream().mapToLong(Long::longValue).toArray());
  }

  public long attempts() {
    return attempts;
  }

  public long failed() {
    return failed;
  }

  boolean hasLatency() {
    return latency.length > 0;
  }

  int latencyCells() {
    return latency.length;
  }

  /** The first cell with an answer; {@link #latencyCells} where there is none. */
  int firstCell() {
    return firstCell;
  }

  /** The cell after the last one with an answer; 0 where there is none. */
  int endCell() {
    return endCell;
  }

  /** All answers whose time is known. */
  long answers() {
    return answers;
  }

  long latency(int cell) {
    return latency[cell];
  }
}
