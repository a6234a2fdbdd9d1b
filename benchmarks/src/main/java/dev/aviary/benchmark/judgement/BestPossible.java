package dev.aviary.benchmark.judgement;

/**
 * What no rule can do better: the power of the most powerful test of level 1 % on all requests up
 * to the last look within a number of canary requests (Neyman and Pearson 1933). A rule that stops
 * early is a test of those requests too, so its share of convictions is less or the same, and less
 * again where it spends a part of its 1 % on answer times or on later requests.
 *
 * <p>Where stable's rate is known it is the binomial test of the canary's failures. Where it is
 * not, both may share any rate, which may move, so the test must hold given how many requests
 * failed: each of them is then the canary's with one in three (the conditional test: Lehmann and
 * Romano, "Testing Statistical Hypotheses", section 4.5). Both tests are randomised at their edge,
 * to spend the 1 % wholly.
 */
final class BestPossible {
  private static final double LEVEL = 0.01;
  private static final int SLOTS = 3;

  private final Case cell;

  BestPossible(Case cell) {
    this.cell = cell;
  }

  /**
   * The share of canaries, 0 to 1, with a look each second in which there are requests: at the last
   * one within so many canary requests there are fewer.
   */
  double within(int most) {
    double sum = 0;
    for (int turn = 0; turn < SLOTS; turn++) {
      int last = SLOTS * most + SLOTS - 1 - turn;
      double[] looked = looked(last);
      double[] jumps = jumps(last);
      double longer = 1;
      for (int from = last; from >= 0; from--) {
        longer -= jumps[last - from];
        int requests = (from + turn) / SLOTS;
        double here = looked[from] * longer;
        sum += here < 1e-9 || requests == 0 ? 0 : here * power(requests) / SLOTS;
      }
    }
    return sum;
  }

  /** The probabilities that there is a look after so many requests of both tracks. */
  private double[] looked(int last) {
    double[] jumps = jumps(last);
    double[] looked = new double[last + 1];
    looked[0] = 1;
    for (int at = 1; at <= last; at++) {
      for (int jump = 1; jump <= at; jump++) {
        looked[at] += looked[at - jump] * jumps[jump];
      }
    }
    return looked;
  }

  /** How many requests a second with requests has: a Poisson distribution without its zero. */
  private double[] jumps(int last) {
    double[] jumps = new double[last + 1];
    double log = -cell.rate();
    double some = -Math.expm1(-cell.rate());
    for (int i = 1; i <= last; i++) {
      log += Math.log(cell.rate() / i);
      jumps[i] = Math.exp(log) / some;
    }
    return jumps;
  }

  private double power(int requests) {
    double[] failed = binomial(requests, cell.canaryErrors());
    if (cell.known()) {
      return power(binomial(requests, cell.pastErrors()), failed);
    }
    double[] ofStable = binomial((SLOTS - 1) * requests, cell.stableErrors());
    double sum = 0;
    for (int all = 1; all < requests + ofStable.length; all++) {
      double[] here = new double[all + 1];
      double mass = 0;
      for (int own = Math.max(0, all - ofStable.length + 1);
          own <= Math.min(all, requests);
          own++) {
        here[own] = failed[own] * ofStable[all - own];
        mass += here[own];
      }
      sum += mass < 1e-9 ? 0 : power(binomial(all, 1.0 / SLOTS), here);
    }
    return sum;
  }

  /** What a test that convicts from a number of failures on reaches at its level. */
  private static double power(double[] healthy, double[] failing) {
    double left = LEVEL;
    double sum = 0;
    for (int count = healthy.length - 1; count >= 0 && left > 0; count--) {
      double spent = Math.min(left, healthy[count]);
      sum += healthy[count] <= 0 ? failing[count] : failing[count] * spent / healthy[count];
      left -= spent;
    }
    return sum;
  }

  private static double[] binomial(int trials, double rate) {
    double[] shares = new double[trials + 1];
    double log = trials * Math.log1p(-rate);
    for (int i = 0; i <= trials; i++) {
      shares[i] = Math.exp(log);
      if (rate <= 0) {
        break;
      }
      log += Math.log((trials - i) / (i + 1.0) * rate / (1 - rate));
    }
    return shares;
  }
}
