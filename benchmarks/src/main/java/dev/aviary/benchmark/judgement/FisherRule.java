package dev.aviary.benchmark.judgement;

/**
 * Fisher's exact test, one-sided at 1 %, on all requests so far. Its 1 % is that of one look; here
 * it looks every second.
 */
final class FisherRule {
  private static final double LEVEL = 0.01;
  private static final double[] LOG_FACTORIALS = logFactorials(2_000_000);

  private int canary;
  private int canaryFailed;
  private int stable;
  private int stableFailed;
  private boolean bad;

  private static double[] logFactorials(int most) {
    var sums = new double[most];
    for (int i = 1; i < most; i++) {
      sums[i] = sums[i - 1] + Math.log(i);
    }
    return sums;
  }

  boolean bad(SimulatedCanary second) {
    canary += second.requests;
    canaryFailed += second.failed;
    stable += second.stableRequests;
    stableFailed += second.stableFailed;
    // Without a new failure of the canary the test says less than before.
    if (!bad && second.failed > 0) {
      bad = chance() < LEVEL;
    }
    return bad;
  }

  /** The probability of as many failures of the canary or more, if both fail alike. */
  private double chance() {
    int all = canary + stable;
    int failed = canaryFailed + stableFailed;
    double mean = (double) failed * canary / all;
    if (canaryFailed <= mean) {
      return 1;
    }
    double term =
        Math.exp(
            choose(canary, canaryFailed)
                + choose(stable, failed - canaryFailed)
                - choose(all, failed));
    double sum = 0;
    for (int x = canaryFailed; x <= Math.min(failed, canary) && term > 1e-12; x++) {
      sum += term;
      term *= (double) (canary - x) * (failed - x) / ((x + 1.0) * (stable - failed + x + 1.0));
    }
    return sum;
  }

  private static double choose(int of, int some) {
    return LOG_FACTORIALS[of] - LOG_FACTORIALS[some] - LOG_FACTORIALS[of - some];
  }
}
