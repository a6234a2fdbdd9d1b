package dev.aviary.monitor.judge;

/*
 * Beside stable: whatever rate both share, and however it moves, each failed request is the canary's
 * with its share of the requests (BesideBets). A second process of the same bets is against "more,
 * but no more than is tolerated".
 *
 * By history: failures that stable's own past makes improbable, among the canary's first requests
 * (EarlyFailures) or at any time (a bet on each request). A dependency that fails for both breaks
 * this one. So stable must be quiet beside the canary, and the failures must be the canary's. Of an
 * outage that hits one request in some, the first k failures are all the canary's with its share to
 * the power of k. An early fault needs two such failures at least, one at any time about five: a new
 * release fails from its first request, an outage begins at any.
 */
/** What the failed requests of the canary say about it. */
final class ErrorEvidence {
  /** Bets beside stable that reach this convict: 0.77 % of healthy canaries at most in an hour. */
  static final double NEEDED = 130;

  /**
   * The same of a canary that fails as much more as is tolerated: 10 % at most. Where stable's past
   * is known, few failures convict soon enough, so 5 %.
   */
  private static final double NEEDED_BEYOND_TOLERANCE = 10;

  private static final double NEEDED_BEYOND_TOLERANCE_BESIDE_HISTORY = 20;

  /** Bets against stable's past: 0.02 % at most in an hour. */
  static final double NEEDED_BY_HISTORY = 5000;

  /** What the failures must be worth beside stable's for a conviction by history. */
  private static final double SUPPORT = 80;

  private static final double[] RATES = {0.05, 0.1, 0.2, 0.6};
  private static final double[] RATE_WEIGHTS = {0.6, 0.3, 0.07, 0.03};
  private static final long LEAST_SECONDS = 2;

  private final double extra;
  private final BesideBets beside = BesideBets.more();
  private final BesideBets beyondTolerance;
  private final EProcess byHistory = new EProcess(RATE_WEIGHTS.clone());
  private final EarlyFailures early = new EarlyFailures();
  private final Allocation allocation = new Allocation();
  private final ErrorWindow window = new ErrorWindow();
  private boolean pastKnown;

  /**
   * @param extra what the canary's error rate may be above stable's, 0 to 1
   */
  ErrorEvidence(double extra) {
    this.extra = extra;
    beyondTolerance = BesideBets.moreThan(extra);
  }

  /**
   * @param usual the most that stable's error rate is by its history; 0 when nothing is known
   */
  void add(long seconds, TrackSecond canary, TrackSecond stable, double usual) {
    if (beside.value() < 1 && byHistory.value() < 1) {
      window.begin();
    }
    allocation.add(canary.attempts(), stable.attempts());
    window.add(seconds, canary.attempts(), canary.failed(), stable.attempts(), stable.failed());
    beside.add(canary, stable);
    beyondTolerance.add(canary, stable);
    early.add(canary, stable, usual, extra);
    byHistory.begin();
    pastKnown = usual > 0;
    if (usual > 0 && canary.attempts() > 0) {
      betByHistory(canary.attempts(), canary.failed(), Math.min(0.9, usual + extra));
    }
  }

  private void betByHistory(long attempts, long failed, double tolerated) {
    for (int i = 0; i < RATES.length; i++) {
      double rate = Math.min(0.95, Math.max(RATES[i], 2 * tolerated));
      byHistory.multiply(
          i,
          power(rate / tolerated, failed) * power((1 - rate) / (1 - tolerated), attempts - failed));
    }
  }

  private static double power(double base, long exponent) {
    if (exponent <= 8) {
      double product = 1;
      for (int i = 0; i < exponent; i++) {
        product *= base;
      }
      return product;
    }
    return Math.pow(base, (double) exponent);
  }

  void pass(long seconds, long minute, long minuteNow) {
    beside.pass(seconds, minute, minuteNow);
    beyondTolerance.pass(seconds, minute, minuteNow);
    byHistory.pass(seconds, minute, minuteNow);
  }

  /** Whether the canary fails more than stable for certain, and by more than what is tolerated. */
  boolean bad() {
    return beside.value() >= NEEDED
        && beyondTolerance.value() >= neededBeyondTolerance()
        && window.failingSeconds() >= LEAST_SECONDS;
  }

  private double neededBeyondTolerance() {
    return pastKnown ? NEEDED_BEYOND_TOLERANCE_BESIDE_HISTORY : NEEDED_BEYOND_TOLERANCE;
  }

  /** Whether its first requests failed as stable's never did. */
  boolean badFromTheStart() {
    return early.tooMany();
  }

  boolean badByHistory(double usual) {
    return usual > 0
        && byHistory.value() >= NEEDED_BY_HISTORY
        && window.worth() >= SUPPORT
        && window.stableQuiet(usual)
        && window.failingSeconds() >= LEAST_SECONDS;
  }

  /** Whether either bet is near the value that convicts. */
  boolean suspects() {
    return beside.value() >= NEEDED / 10 || byHistory.value() >= NEEDED_BY_HISTORY / 10;
  }

  double beside() {
    return beside.value();
  }

  double byHistory() {
    return byHistory.value();
  }

  double share() {
    return allocation.share();
  }

  /** How many canary requests the bets beside stable take on average to see such rates. */
  double requestsToSee(double rate, double usual) {
    double share = allocation.share();
    double ratio = (1 - share) / share;
    double each = 0;
    for (double stake : BesideBets.STAKES) {
      each = Math.max(each, rate * Math.log1p(stake * ratio) + usual * ratio * Math.log1p(-stake));
    }
    return each <= 0 ? Double.POSITIVE_INFINITY : Math.log(NEEDED / EProcess.FIRST_SHARE) / each;
  }
}
