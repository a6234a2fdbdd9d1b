package dev.aviary.monitor.judge;

import dev.aviary.contract.app.Tolerance;
import java.util.Arrays;

/**
 * What no comparison is needed for: a canary that answers nothing, and one that fails more than the
 * absolute limit. Neither blames the canary for what stable has too.
 */
final class ErrorLimits {
  private static final int DEAD_ATTEMPTS = 5;
  private static final int DEAD_SECONDS = 2;
  private static final int STABLE_ANSWERS = 5;

  private final double[] now = new double[4];
  private final double[] before = new double[4];
  private double unanswered;
  private double unansweredSeconds;
  private double stableAnswers;
  private boolean overLimit;

  void add(TrackSecond canary, TrackSecond stable, Tolerance tolerance) {
    countUnanswered(canary, stable);
    now[0] += canary.attempts();
    now[1] += canary.failed();
    now[2] += stable.attempts();
    now[3] += stable.failed();
    overLimit =
        over(now[0], now[1], now[2], now[3], tolerance)
            || over(
                now[0] + before[0],
                now[1] + before[1],
                now[2] + before[2],
                now[3] + before[3],
                tolerance);
    if (now[0] >= tolerance.errorRequests()) {
      System.arraycopy(now, 0, before, 0, now.length);
      Arrays.fill(now, 0);
    }
  }

  private static boolean over(
      double canary, double failed, double stable, double stableFailed, Tolerance tolerance) {
    double limit = tolerance.errorPercent() / 100;
    return canary >= tolerance.errorRequests()
        && failed >= limit * canary
        && (stable == 0 || 5 * stableFailed / stable < failed / canary);
  }

  private void countUnanswered(TrackSecond canary, TrackSecond stable) {
    if (canary.failed() < canary.attempts() || stable.failed() > 0) {
      unanswered = 0;
      unansweredSeconds = 0;
      stableAnswers = 0;
      return;
    }
    unanswered += canary.failed();
    unansweredSeconds += canary.failed() > 0 ? 1 : 0;
    stableAnswers += unanswered > 0 ? stable.attempts() : 0;
  }

  /** Five attempts in a row failed, in two seconds at least, while stable failed none. */
  boolean dead() {
    return unanswered >= DEAD_ATTEMPTS
        && unansweredSeconds >= DEAD_SECONDS
        && stableAnswers >= STABLE_ANSWERS;
  }

  boolean overLimit() {
    return overLimit;
  }

  double unanswered() {
    return unanswered;
  }
}
