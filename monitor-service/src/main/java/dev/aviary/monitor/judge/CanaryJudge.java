package dev.aviary.monitor.judge;

import dev.aviary.contract.app.Tolerance;
import org.jspecify.annotations.Nullable;

/*
 * The guarantee. A canary that is as good as stable is called bad in its first hour with a
 * probability of at most 1 %, however often one looks, and in each later hour of at most 0.05 %. The
 * parts add up to that: 0.77 % for the bets on errors beside stable, 0.17 % for errors by history
 * (0.04 + 0.04 + 0.07 for its first requests, 0.02 for the bets), 0.05 % and 0.01 % for answer
 * times; see BesideBets, EarlyFailures, EProcess, LatencyEvidence. It holds if both tracks share
 * their error rate within a block (200 requests, or a second that has more), whatever that rate is;
 * the part by history needs in addition that stable's rate is under the bound of its past. The
 * operator's absolute limit (ErrorLimits) stands outside.
 *
 * A certain difference convicts only if the estimate of its size is over the tolerance too.
 */
/**
 * Judges one canary deployment beside stable, second by second. It has no clock: seconds are given,
 * any epoch will do. One thread.
 */
public final class CanaryJudge {
  private static final double WARM_UP_REQUESTS = 30;
  private static final long WARM_UP_SECONDS = 30;
  private static final long NEVER = Long.MIN_VALUE;
  private static final HalfLife FADING = new HalfLife(3600);

  private final LatencyBuckets buckets;
  private final Tolerance tolerance;
  private final ErrorEvidence errors;
  private final ErrorLimits limits = new ErrorLimits();
  private final LatencyEvidence latency;
  private final StableCondition stableCondition;
  private final double[] sums = new double[4];
  private double canaryRequests;
  private long first = NEVER;
  private long last = NEVER;
  private long firstCertain = NEVER;
  private boolean bad;

  public CanaryJudge(LatencyBuckets buckets, Tolerance tolerance, StableHistory past) {
    this(buckets, new LatencyTables(buckets, tolerance), tolerance, past);
  }

  CanaryJudge(
      LatencyBuckets buckets, LatencyTables tables, Tolerance tolerance, StableHistory past) {
    this.buckets = buckets;
    this.tolerance = tolerance;
    errors = new ErrorEvidence(tolerance.extraErrorPercent() / 100);
    latency =
        new LatencyEvidence(buckets, tables, tolerance.slowerTimes(), tolerance.slowerMillis());
    stableCondition = new StableCondition(buckets, tolerance, past);
  }

  /** A judge of another canary with the same buckets and tolerance; cheaper than a new one. */
  public CanaryJudge another(StableHistory past) {
    return new CanaryJudge(buckets, latency.tables(), tolerance, past);
  }

  /**
   * Takes traffic of one second. Seconds do not fall: what comes late, or was asked beside the
   * visitors, counts in the newest one. Seconds without any traffic may be left out. What came
   * before the canary's first request does not count for it.
   *
   * @throws IllegalArgumentException when the second is before the newest one
   */
  public void second(long second, TrackSecond canary, TrackSecond stable) {
    if (first == NEVER) {
      if (canary.attempts() == 0) {
        return;
      }
      first = second;
      last = second - 1;
    }
    if (second < last) {
      throw new IllegalArgumentException("second " + second + " came after " + last);
    }
    long seconds = second - last;
    long minute = (last - first) / 60;
    last = second;
    letPass(seconds, Math.max(0, minute), (second - first) / 60);
    boolean warm = canaryRequests >= WARM_UP_REQUESTS && second - first >= WARM_UP_SECONDS;
    canaryRequests += canary.attempts();
    count(seconds, canary, stable);
    stableCondition.add(second - first, seconds, stable);
    errors.add(seconds, canary, stable, stableCondition.usualErrorRate());
    limits.add(seconds, canary, stable, tolerance);
    if (warm) {
      latency.add(second - first, seconds, canary, stable);
    }
    bad = isBad();
    if (bad && firstCertain == NEVER) {
      firstCertain = second;
    }
  }

  private void letPass(long seconds, long minute, long minuteNow) {
    errors.pass(seconds, minute, minuteNow);
    latency.pass(seconds, minute, minuteNow);
  }

  private void count(long seconds, TrackSecond canary, TrackSecond stable) {
    double kept = FADING.over(seconds);
    sums[0] = sums[0] * kept + canary.attempts();
    sums[1] = sums[1] * kept + canary.failed();
    sums[2] = sums[2] * kept + stable.attempts();
    sums[3] = sums[3] * kept + stable.failed();
  }

  private boolean isBad() {
    return (limits.overLimit() && !stableCondition.errs())
        || worseByErrors()
        || latency.bad()
        || latency.badTail();
  }

  private boolean worseByErrors() {
    return errors.bad()
        || errors.badFromTheStart()
        || (!stableCondition.errs() && errors.badByHistory(stableCondition.usualErrorRate()));
  }

  /** Whether the canary is bad now; cheaper than {@link #ruling}. */
  public boolean bad() {
    return bad;
  }

  public Ruling ruling() {
    return new RulingText(tolerance, errors, limits, latency, stableCondition)
        .ruling(
            canaryRequests,
            ConfidenceSequence.rate(sums[0], sums[1]),
            ConfidenceSequence.rate(sums[2], sums[3]),
            firstCertain());
  }

  private @Nullable Long firstCertain() {
    return firstCertain == NEVER ? null : firstCertain;
  }
}
