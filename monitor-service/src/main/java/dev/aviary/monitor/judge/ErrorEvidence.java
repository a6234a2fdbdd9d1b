package dev.aviary.monitor.judge;

/*
 * Two bets on the canary's errors.
 *
 * Beside stable: given that k requests of one second failed, each is the canary's with its share of
 * the requests, if both tracks fail alike, whatever their common rate is and however it moves. With
 * an odds ratio of t a failure of the canary is worth t / (1 + share (t - 1)) and one of stable 1 /
 * (1 + share (t - 1)). This is the safe test for 2x2 tables (Turner, Ly and Grünwald 2021, "Generic
 * E-Variables for Exact Sequential k-Sample Tests") in its conditional form; the binomial in the
 * place of the hypergeometric distribution only lowers it (Hoeffding 1963, theorem 4).
 *
 * By history: a failure that stable's own past makes improbable is worth the ratio of both rates.
 * A dependency that fails for both breaks this one. So it counts only while stable is quiet beside
 * the canary, and with some support of the bet beside stable. An outage that hits some requests only may still show itself on the canary first: with
 * one request of three, two failures are both the canary's with 1/9.
 */
/** What the failed requests of the canary say about it. */
final class ErrorEvidence {
  /** A bet that reaches this convicts: 0.8 % and 0.4 % of healthy canaries at most in an hour. */
  static final double NEEDED = 130;

  static final double NEEDED_BY_HISTORY = 250;

  /** What two failures of the canary and none of stable are worth at one request of three. */
  private static final double SUPPORT = 4;

  private static final double[] ODDS = {400, 10, 3};
  private static final double[] ODDS_WEIGHTS = {0.55, 0.4, 0.05};
  private static final double[] RATES = {0.05, 0.1, 0.2, 0.6};
  private static final double[] RATE_WEIGHTS = {0.6, 0.3, 0.07, 0.03};
  private static final long LEAST_SECONDS = 2;

  private final EProcess beside = new EProcess(ODDS_WEIGHTS.clone());
  private final EProcess byHistory = new EProcess(RATE_WEIGHTS.clone());
  private final Allocation allocation = new Allocation();
  private final ErrorWindow window = new ErrorWindow();

  /**
   * @param usual the most that stable's error rate is by its history; 0 when nothing is known
   */
  void add(long seconds, TrackSecond canary, TrackSecond stable, double usual) {
    if (beside.value() < 1 && byHistory.value() < 1) {
      window.begin();
    }
    allocation.add(canary.attempts(), stable.attempts());
    window.add(seconds, canary.attempts(), canary.failed(), stable.attempts(), stable.failed());
    if (canary.failed() + stable.failed() > 0) {
      betBeside(canary.failed(), stable.failed());
    }
    if (usual > 0 && canary.attempts() > 0) {
      betByHistory(canary.attempts(), canary.failed(), usual);
    }
  }

  private void betBeside(long failed, long othersFailed) {
    double share = allocation.share();
    for (int i = 0; i < ODDS.length; i++) {
      double spread = 1 + share * (ODDS[i] - 1);
      beside.multiply(i, power(ODDS[i] / spread, failed) * power(1 / spread, othersFailed));
    }
  }

  private void betByHistory(long attempts, long failed, double usual) {
    for (int i = 0; i < RATES.length; i++) {
      double rate = Math.min(0.95, Math.max(RATES[i], 2 * usual));
      byHistory.multiply(
          i, power(rate / usual, failed) * power((1 - rate) / (1 - usual), attempts - failed));
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
    byHistory.pass(seconds, minute, minuteNow);
  }

  /** Whether the canary fails more than stable for certain, and by more than what is tolerated. */
  boolean bad(double extra) {
    return beside.value() >= NEEDED && large(extra);
  }

  boolean badByHistory(double extra, double usual) {
    return usual > 0
        && byHistory.value() >= NEEDED_BY_HISTORY
        && supported()
        && window.stableQuiet(usual)
        && large(extra);
  }

  private boolean supported() {
    return beside.value() >= SUPPORT
        || (beside.value() >= 1 && byHistory.value() >= 10 * NEEDED_BY_HISTORY);
  }

  /** Whether either bet is well on its way. */
  boolean suspects() {
    return beside.value() >= NEEDED / 10 || byHistory.value() >= NEEDED_BY_HISTORY / 10;
  }

  private boolean large(double extra) {
    return window.exceeds(extra) && window.failingSeconds() >= LEAST_SECONDS;
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

  /** How many canary requests the bet beside stable takes on average to see such rates. */
  double requestsToSee(double rate, double usual) {
    double share = allocation.share();
    double each = 0;
    double perStable = usual * (1 - share) / share;
    for (double odds : ODDS) {
      double spread = 1 + share * (odds - 1);
      each = Math.max(each, rate * Math.log(odds / spread) - perStable * Math.log(spread));
    }
    return each <= 0 ? Double.POSITIVE_INFINITY : Math.log(NEEDED / EProcess.FIRST_SHARE) / each;
  }
}
