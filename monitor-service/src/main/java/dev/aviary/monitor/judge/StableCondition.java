package dev.aviary.monitor.judge;

import dev.aviary.contract.app.Tolerance;
import java.util.List;

/**
 * How stable fares, beside its own past: the error rate that is usual for it, and whether it
 * suffers now. Where its past is not known, the run itself becomes it after a thousand requests.
 */
final class StableCondition {
  private static final double RECENT_SECONDS = 60;
  private static final HalfLife FADING = new HalfLife(RECENT_SECONDS);
  private static final int REVIEW_SECONDS = 10;
  private static final int FEW = 20;

  private final Tolerance tolerance;
  private final StableHistory past;
  private final double usualMillis;
  private final LatencyWindow recent;
  private double requests;
  private double failed;
  private double recentRequests;
  private double recentFailed;
  private double usual;
  private double reviewed = -REVIEW_SECONDS;
  private boolean errs;
  private boolean slow;

  StableCondition(LatencyBuckets buckets, Tolerance tolerance, StableHistory past) {
    this.tolerance = tolerance;
    this.past = past;
    recent = new LatencyWindow(buckets, FADING);
    usualMillis =
        past.known() && !past.latency().isEmpty()
            ? buckets.quantile(past.latency().stream().mapToDouble(d -> d).toArray(), 0.5)
            : 0;
    usual = past.known() ? past.highestErrorRate() : 0;
  }

  void add(long second, long seconds, TrackSecond stable) {
    double kept = FADING.over(seconds);
    recentRequests = recentRequests * kept + stable.attempts();
    recentFailed = recentFailed * kept + stable.failed();
    requests += stable.attempts();
    failed += stable.failed();
    double extra = tolerance.extraErrorPercent() / 100;
    errs = usual > 0 && recentFailed >= 2 && recentFailed / recentRequests > 2 * usual + extra;
    if (usualMillis > 0) {
      recent.add(seconds, TrackSecond.NONE, stable);
    }
    if (second - reviewed >= REVIEW_SECONDS) {
      reviewed = second;
      review();
    }
  }

  private void review() {
    slow =
        usualMillis > 0
            && recent.stableAnswers() >= FEW
            && recent.stableMillis(0.5)
                > Math.max(
                    usualMillis * tolerance.slowerTimes(), usualMillis + tolerance.slowerMillis());
    if (!errs) {
      var known = new StableHistory(past.requests() + requests, past.errors() + failed, List.of());
      usual = known.known() ? known.highestErrorRate() : 0;
    }
  }

  /** The most that its error rate usually is; 0 when that is not known. */
  double usualErrorRate() {
    return usual;
  }

  boolean errs() {
    return errs;
  }

  boolean slow() {
    return slow;
  }
}
