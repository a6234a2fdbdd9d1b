package dev.aviary.monitor.judge;

import java.util.List;

/** What one track (the canary, or all stable slots together) answered in one second. */
public final class TrackSecond {
  public static final TrackSecond NONE = new TrackSecond(0, 0, new long[0]);

  private final long attempts;
  private final long failed;
  private final long[] latency;
  private final int firstBucket;
  private final int endBucket;
  private final long answers;

  /**
   * @param attempts requests that the balancer gave to the track
   * @param failed those of them that failed: 5xx, refused or broken connections, timeouts
   * @param latency answers by time, one count a bound of {@link LatencyBuckets} and one for what is
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
    for (int bucket = 0; bucket < latency.length; bucket++) {
      if (latency[bucket] > 0) {
        first = Math.min(first, bucket);
        end = bucket + 1;
        sum += latency[bucket];
      }
    }
    firstBucket = first;
    endBucket = end;
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

  int latencyBuckets() {
    return latency.length;
  }

  /** The first bucket with an answer; {@link #latencyBuckets} where there is none. */
  int firstBucket() {
    return firstBucket;
  }

  /** The bucket after the last one with an answer; 0 where there is none. */
  int endBucket() {
    return endBucket;
  }

  /** All answers whose time is known. */
  long answers() {
    return answers;
  }

  long latency(int bucket) {
    return latency[bucket];
  }
}
