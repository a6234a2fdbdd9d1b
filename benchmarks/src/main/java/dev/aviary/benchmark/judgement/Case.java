package dev.aviary.benchmark.judgement;

import java.util.Locale;

/**
 * One cell of the simulation.
 *
 * @param rate requests a second of both tracks on average
 * @param stableErrors the share of stable's requests that fail, 0 to 1
 * @param canaryErrors the same of the canary
 * @param times how many times as long the canary's answers take
 * @param known whether stable's past is known
 * @param pastErrors the share that failed in it
 * @param onset the second from which the canary differs
 * @param outage what share of both tracks' requests fails besides from second 600 to 720
 */
record Case(
    String subject,
    double rate,
    Shape shape,
    double stableErrors,
    double canaryErrors,
    double times,
    boolean known,
    double pastErrors,
    int onset,
    double outage) {
  static final int SECONDS = 3600;

  static Case healthy(double rate, Shape shape, double errors) {
    return new Case("healthy", rate, shape, errors, errors, 1, true, errors, 0, 0);
  }

  static Case failing(
      String subject, double rate, double stable, double canary, boolean known, int onset) {
    return new Case(subject, rate, Shape.STEADY, stable, canary, 1, known, stable, onset, 0);
  }

  /** Stable's past is known, and it fails no request beside the canary. */
  static Case quiet(String subject, double rate, double past, double canary) {
    return new Case(subject, rate, Shape.STEADY, 0, canary, 1, true, past, 0, 0);
  }

  static Case slow(String subject, double rate, double times, int onset) {
    return new Case(
        subject, rate, Shape.AUTOCORRELATED, 0.001, 0.001, times, true, 0.001, onset, 0);
  }

  /** Answers of a millisecond, which no visitor sees get longer by a few. */
  static Case fast(String subject, double rate, double times) {
    return new Case(subject, rate, Shape.FAST, 0.001, 0.001, times, true, 0.001, 0, 0);
  }

  static Case outage(double rate, double share) {
    return new Case("dependency fails", rate, Shape.STEADY, 0.001, 0.001, 1, true, 0.001, 0, share);
  }

  boolean healthy() {
    return canaryErrors == stableErrors && times == 1;
  }

  /** How long it is looked at: an hour, or two where the target's requests take more than one. */
  int seconds() {
    boolean fails = canaryErrors - stableErrors > 0.01 && onset == 0;
    return fails && rate < 1 ? 2 * SECONDS : SECONDS;
  }

  /** What tells it from the other cells of its table. */
  String words() {
    if (outage > 0) {
      return subject + " " + trim(100 * outage) + " %";
    }
    return healthy() ? shape.words() : subject;
  }

  String title() {
    return String.format(
        Locale.ROOT,
        "%s, %s/s, %s, stable %s %%",
        healthy() ? "healthy" : subject,
        trim(rate),
        words(),
        trim(100 * stableErrors));
  }

  static String trim(double number) {
    return number == Math.rint(number)
        ? String.format(Locale.ROOT, "%.0f", number)
        : String.format(Locale.ROOT, "%s", Math.round(number * 1000) / 1000.0);
  }
}
