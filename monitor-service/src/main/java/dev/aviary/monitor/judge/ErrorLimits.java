package dev.aviary.monitor.judge;

import dev.aviary.contract.app.Tolerance;
import java.util.Arrays;

/**
 * The absolute limit: a canary that fails more than it is bad whatever stable does not know, and is
 * not blamed for what stable has too. Besides, whether a canary answers nothing at all: no
 * conviction of its own, a word in the reason of one.
 */
final class ErrorLimits {
  private static final int DEAD_ATTEMPTS = 5;
  private static final int DEAD_SECONDS = 2;
  private static final int STABLE_ANSWERS = 5;

  private static final HalfLife FADING = new HalfLife(60);

  /** What the failures must be worth beside stable's of the same seconds. */
  private static final double SUPPORT = 80;

  /** How many times stable's rate of the last minute they must be. */
  private static final double TIMES_STABLE = 10;

  /** What is left of one failure after a minute. */
  private static final double NONE_IN_A_MINUTE = 0.5;

  private final double[] now = new double[4];
  private final double[] before = new double[4];
  private double stable;
  private double stableFailed;
  private double unanswered;
  private double unansweredSeconds;
  private double stableAnswers;
  private boolean overLimit;

  void add(long seconds, TrackSecond canary, TrackSecond ofStable, Tolerance tolerance) {
    countUnanswered(seconds, canary, ofStable);
    double kept = FADING.over(seconds);
    stable = stable * kept + ofStable.attempts();
    stableFailed = stableFailed * kept + ofStable.failed();
    now[0] += canary.attempts();
    now[1] += canary.failed();
    now[2] += ofStable.attempts();
    now[3] += ofStable.failed();
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

  /**
   * Where stable answered too few to say anything, or failed none in the last minute, that it fails
   * less is enough.
   */
  private boolean over(
      double canary, double failed, double others, double othersFailed, Tolerance tolerance) {
    return canary >= tolerance.errorRequests()
        && failed >= tolerance.errorPercent() / 100 * canary
        && TIMES_STABLE * stableFailed * canary <= failed * stable
        && (others < canary / 2
            || stableFailed < NONE_IN_A_MINUTE
            || BesideBets.worth(canary, failed, others, othersFailed) >= SUPPORT);
  }

  private void countUnanswered(long seconds, TrackSecond canary, TrackSecond stable) {
    if (canary.failed() < canary.attempts() || stable.failed() > 0) {
      unanswered = 0;
      unansweredSeconds = 0;
      stableAnswers = 0;
      return;
    }
    unanswered += canary.failed();
    boolean another = seconds > 0 || unansweredSeconds == 0;
    unansweredSeconds += canary.failed() > 0 && another ? 1 : 0;
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
