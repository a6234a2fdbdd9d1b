package dev.aviary.monitor.judge;

import java.util.Arrays;

/*
 * One bet, at a stake of 0 < a < 1, with r requests of stable for each of the canary's: a request of
 * the canary is worth 1 + a r (y - extra) and one of stable 1 - a y, where y is 1 if it failed and 0
 * if not. At one request of three and no extra a failure of the canary is thus worth up to 3.
 *
 * It is worth 1 at most on average while the canary fails no more than stable and the extra. Since
 * 1 + x <= e^x, n requests of the canary that fail at a mean rate c and m of stable that fail at a
 * mean rate s are worth exp(a (r n (c - extra) - m s)) at most, and with r <= m / n that is
 * exp(a m (c - extra - s)) at most, which is 1 or less. Both tracks may share any rate, and it may
 * move from block to block. This is the safe test for 2x2 tables (Turner, Ly and Grünwald 2021,
 * "Generic E-Variables for Exact Sequential k-Sample Tests"; with an extra: Turner and Grünwald 2023,
 * "Exact Anytime-valid Confidence Intervals for Contingency Tables and Beyond") written as a bet
 * (Waudby-Smith and Ramdas 2024), at the point of the null where stable fails nothing: there no guess
 * of stable's rate is needed.
 *
 * The ratio r is m / n of a block of 200 requests, or of a second that has more. While a block is
 * open it is m / (n + 1): never more than an exact split has, wherever in its turn the split stands.
 * A change of the split is followed within a block.
 */
/** Bets that the canary fails more than stable over the same seconds, by more than an extra. */
final class BesideBets {
  /** One that a failure of stable ends, and one that bears some. */
  static final double[] STAKES = {0.9925, 0.65};

  private static final double[] WEIGHTS = {0.53, 0.47};
  private static final double[] STAKES_WITH_EXTRA = {0.48};
  private static final double[] WEIGHTS_WITH_EXTRA = {1};
  private static final long BLOCK = 200;

  private final double extra;
  private final double[] stakes;
  private final EProcess settled;
  private final double[] open;
  private double canary;
  private double failed;
  private double stable;
  private double stableFailed;
  private boolean weighed = true;

  private BesideBets(double extra, double[] stakes, double[] weights) {
    this.extra = extra;
    this.stakes = stakes;
    settled = new EProcess(weights.clone());
    open = new double[stakes.length];
    Arrays.fill(open, 1);
  }

  /** Against a canary that fails no more than stable. */
  static BesideBets more() {
    return new BesideBets(0, STAKES, WEIGHTS);
  }

  /**
   * Against one that fails more by no more than an extra.
   *
   * @param extra error rate, 0 to 1
   */
  static BesideBets moreThan(double extra) {
    return new BesideBets(extra, STAKES_WITH_EXTRA, WEIGHTS_WITH_EXTRA);
  }

  void add(TrackSecond ofCanary, TrackSecond ofStable) {
    canary += ofCanary.attempts();
    failed += ofCanary.failed();
    stable += ofStable.attempts();
    stableFailed += ofStable.failed();
    weighed = false;
    if (canary + stable >= BLOCK && canary > 0 && stable > 0) {
      settle();
    }
  }

  private void weigh(double ratio) {
    for (int i = 0; i < stakes.length; i++) {
      open[i] = worth(stakes[i], extra, ratio, canary, failed, stableFailed);
    }
  }

  private void settle() {
    weigh(stable / canary);
    for (int i = 0; i < stakes.length; i++) {
      settled.multiply(i, open[i]);
    }
    settled.begin();
    Arrays.fill(open, 1);
    weighed = true;
    canary = 0;
    failed = 0;
    stable = 0;
    stableFailed = 0;
  }

  /** What bets of one unit together are worth that begin and end with these requests. */
  static double worth(double canary, double failed, double stable, double stableFailed) {
    double sum = 0;
    for (int i = 0; i < STAKES.length; i++) {
      sum += WEIGHTS[i] * worth(STAKES[i], 0, stable / (canary + 1), canary, failed, stableFailed);
    }
    return sum;
  }

  private static double worth(
      double stake, double extra, double ratio, double canary, double failed, double stableFailed) {
    if (failed + stableFailed == 0 && extra == 0) {
      return 1;
    }
    double each = stake * (extra * ratio > 1 ? 1 / extra : ratio);
    return Math.exp(
        logOf(failed, each * (1 - extra))
            + logOf(canary - failed, -each * extra)
            + logOf(stableFailed, -stake));
  }

  /** The logarithm of what so many requests are worth that win so much each. */
  private static double logOf(double requests, double each) {
    return requests == 0 || each == 0 ? 0 : requests * Math.log1p(each);
  }

  void pass(long seconds, long minute, long minuteNow) {
    settled.pass(seconds, minute, minuteNow);
  }

  double value() {
    if (!weighed) {
      weigh(stable / (canary + 1));
      weighed = true;
    }
    return settled.value(open);
  }
}
