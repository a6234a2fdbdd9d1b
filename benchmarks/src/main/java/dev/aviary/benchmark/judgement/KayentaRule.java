package dev.aviary.benchmark.judgement;

import java.util.Arrays;

/**
 * Kayenta's judge with its defaults: a point a minute of error rate (percent) and mean latency (ms)
 * each, judged every ten minutes over all points so far (the window grows). A metric is high when
 * the 98 % interval of the Mann-Whitney shift lies above a quarter of the shift and the ratio of
 * the means is 1 at least; a run not above marginal (75) ends the canary, and one of two metrics is
 * 50. A minute without requests is no point.
 */
final class KayentaRule {
  private static final int POINT = 60;
  private static final int RUN = 10;
  private static final double Z = 2.326;
  private static final double TOLERANCE = 0.25;

  private final Series canaryErrors = new Series();
  private final Series stableErrors = new Series();
  private final Series canaryTimes = new Series();
  private final Series stableTimes = new Series();
  private int requests;
  private int failed;
  private double millis;
  private int stableRequests;
  private int stableFailed;
  private double stableMillis;
  private boolean bad;

  boolean bad(int second, SimulatedCanary canary) {
    requests += canary.requests;
    failed += canary.failed;
    millis += sum(canary.latency);
    stableRequests += canary.stableRequests;
    stableFailed += canary.stableFailed;
    stableMillis += sum(canary.stableLatency);
    if ((second + 1) % POINT == 0) {
      point();
      if ((second + 1) % (POINT * RUN) == 0) {
        bad |= high(canaryErrors, stableErrors) || high(canaryTimes, stableTimes);
      }
    }
    return bad;
  }

  private void point() {
    if (requests > 0) {
      canaryErrors.add(100.0 * failed / requests);
      canaryTimes.add(millis / requests);
    }
    if (stableRequests > 0) {
      stableErrors.add(100.0 * stableFailed / stableRequests);
      stableTimes.add(stableMillis / stableRequests);
    }
    requests = 0;
    failed = 0;
    millis = 0;
    stableRequests = 0;
    stableFailed = 0;
    stableMillis = 0;
  }

  private static double sum(long[] latency) {
    double sum = 0;
    for (int cell = 0; cell < latency.length; cell++) {
      if (latency[cell] > 0) {
        double upper = AnswerTimes.BOUNDS.get(Math.min(cell, AnswerTimes.BOUNDS.size() - 1));
        sum += latency[cell] * upper / 1.12;
      }
    }
    return sum;
  }

  private static boolean high(Series canary, Series stable) {
    if (canary.size == 0 || stable.size == 0) {
      return false;
    }
    double[] x = canary.values();
    double[] y = stable.values();
    double ratio = Arrays.stream(x).average().orElse(0) / Arrays.stream(y).average().orElse(0);
    double bound = TOLERANCE * Math.abs(shift(x, y));
    return z(x, y, bound) > Z && !(ratio < 1);
  }

  /** The median of all differences (Hodges and Lehmann). */
  private static double shift(double[] x, double[] y) {
    var differences = new double[x.length * y.length];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < y.length; j++) {
        differences[i * y.length + j] = x[i] - y[j];
      }
    }
    Arrays.sort(differences);
    return differences[differences.length / 2];
  }

  /**
   * The statistic of x less a shift; the interval's lower end is over the shift where it is > Z.
   */
  private static double z(double[] x, double[] y, double shift) {
    double wins = 0;
    for (double a : x) {
      for (double b : y) {
        wins += a - shift > b ? 1 : a - shift == b ? 0.5 : 0;
      }
    }
    double m = x.length;
    double n = y.length;
    double difference = wins - m * n / 2;
    double deviation =
        Math.sqrt(m * n / 12 * (m + n + 1 - ties(x, y, shift) / ((m + n) * (m + n - 1))));
    return deviation == 0 ? 0 : (difference - 0.5 * Math.signum(difference)) / deviation;
  }

  private static double ties(double[] x, double[] y, double shift) {
    var all = new double[x.length + y.length];
    for (int i = 0; i < x.length; i++) {
      all[i] = x[i] - shift;
    }
    System.arraycopy(y, 0, all, x.length, y.length);
    Arrays.sort(all);
    double sum = 0;
    int from = 0;
    for (int i = 1; i <= all.length; i++) {
      if (i == all.length || all[i] != all[from]) {
        double tied = i - from;
        sum += tied * tied * tied - tied;
        from = i;
      }
    }
    return sum;
  }

  private static final class Series {
    private final double[] points = new double[POINT];
    private int size;

    void add(double point) {
      points[size++] = point;
    }

    double[] values() {
      return Arrays.copyOf(points, size);
    }
  }
}
