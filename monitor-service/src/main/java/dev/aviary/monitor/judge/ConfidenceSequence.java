package dev.aviary.monitor.judge;

/**
 * An interval for a rate that holds at every look: all rates against which a bet with a Beta(1/2,
 * 1/2) mixture has not won 40 (Robbins 1970, "Statistical Methods Related to the Law of the
 * Iterated Logarithm"; Howard, Ramdas, McAuliffe and Sekhon 2021). The true rate is left out ever
 * with 2.5 % at most. From faded counts it is wider, and its level approximate.
 */
final class ConfidenceSequence {
  private static final double WON = Math.log(40);
  private static final int HALVINGS = 40;

  private ConfidenceSequence() {}

  static Ruling.Rate rate(double requests, double failed) {
    if (requests <= 0) {
      return new Ruling.Rate(0, 0, 0, 0, 1);
    }
    double rate = failed / requests;
    double mixture =
        logGamma(failed + 0.5)
            + logGamma(requests - failed + 0.5)
            - logGamma(requests + 1)
            - Math.log(Math.PI);
    return new Ruling.Rate(
        requests,
        failed,
        rate,
        edge(requests, failed, mixture, rate, 0),
        edge(requests, failed, mixture, rate, 1));
  }

  private static double edge(
      double requests, double failed, double mixture, double inside, double outside) {
    double in = inside;
    double out = outside;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (in + out) / 2;
      double likelihood = xlog(failed, middle) + xlog(requests - failed, 1 - middle);
      if (mixture - likelihood >= WON) {
        out = middle;
      } else {
        in = middle;
      }
    }
    return out;
  }

  private static double xlog(double x, double of) {
    return x <= 0 ? 0 : x * Math.log(of);
  }

  /** Stirling's series, after a shift to where it is exact to 1e-12. */
  private static double logGamma(double x) {
    double shift = 0;
    double y = x;
    while (y < 10) {
      shift += Math.log(y);
      y++;
    }
    double square = y * y;
    return (y - 0.5) * Math.log(y)
        - y
        + 0.5 * Math.log(2 * Math.PI)
        + (1.0 / 12 - (1.0 / 360 - 1.0 / (1260 * square)) / square) / y
        - shift;
  }
}
