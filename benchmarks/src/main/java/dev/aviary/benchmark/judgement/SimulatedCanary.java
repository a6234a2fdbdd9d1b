package dev.aviary.benchmark.judgement;

import java.util.Arrays;
import java.util.SplittableRandom;

/** One canary beside two slots of stable: what both answer, second by second. */
final class SimulatedCanary {
  private static final int SLOTS = 3;

  private final Case cell;
  private final AnswerTimes times;
  private final SplittableRandom random;
  private final double phase;
  private final boolean shaky;
  private final double usual;
  private boolean burst;
  private int turn;
  private double shared;
  private double own;
  private double others;
  private long answeredBefore;
  private final double[] rates = new double[3];
  private final double[] logs = new double[3];
  private int nextRate;
  private double limitOf;
  private double limit = 1;

  /** It is filled anew each second. */
  final long[] latency = new long[AnswerTimes.CELLS];

  final long[] stableLatency = new long[AnswerTimes.CELLS];
  int requests;
  int failed;
  int stableRequests;
  int stableFailed;

  SimulatedCanary(Case cell, AnswerTimes times, long seed) {
    this.cell = cell;
    this.times = times;
    random = new SplittableRandom(seed);
    phase = random.nextDouble();
    turn = random.nextInt(SLOTS);
    usual = AnswerTimes.shiftTo(cell.shape().millis());
    shaky =
        switch (cell.shape()) {
          case AUTOCORRELATED, SLOW_HOST, FAST -> true;
          default -> false;
        };
  }

  void second(int second) {
    if (requests > 0 || stableRequests > 0) {
      Arrays.fill(latency, 0);
      Arrays.fill(stableLatency, 0);
    }
    share(poisson(cell.rate() * traffic(second)));
    double outage = second >= 600 && second < 720 ? cell.outage() : 0;
    double rate = second >= cell.onset() ? cell.canaryErrors() : cell.stableErrors();
    failed = binomial(requests, Math.max(rate, outage));
    stableFailed = binomial(stableRequests, Math.max(cell.stableErrors(), outage));
    move();
    double common =
        usual + shared + (cell.shape() == Shape.SLOW_HOST && slowNow(second) ? Math.log(3) : 0);
    times.draw(random, stableRequests, common + others, stableLatency);
    times.draw(random, requests, common + own + worse(second), latency);
    answeredBefore += requests;
  }

  private static boolean slowNow(int second) {
    return second >= 600 && second < 1200;
  }

  private double worse(int second) {
    double start = 1;
    if (cell.shape() == Shape.SLOW_START) {
      start = 1 + Math.exp(-second / 10.0) + Math.exp(-answeredBefore / 15.0);
    }
    double times = start * (second >= cell.onset() ? cell.times() : 1);
    return times == 1 ? 0 : Math.log(times);
  }

  /** The balancer's split is exact: every third request is the canary's. */
  private void share(int all) {
    requests = (all + turn) / SLOTS;
    turn = (all + turn) % SLOTS;
    stableRequests = all - requests;
  }

  private double traffic(int second) {
    return switch (cell.shape()) {
      case DIURNAL -> 1 + 0.8 * Math.sin(2 * Math.PI * (second / (double) Case.SECONDS + phase));
      case BURSTS -> {
        burst = burst ? random.nextDouble() > 0.2 : random.nextDouble() < 0.01;
        yield burst ? 8 : 0.65;
      }
      default -> 1;
    };
  }

  /** What both share moves slowly (0.95 a second), what each has alone faster (0.8). */
  private void move() {
    if (shaky) {
      shared = 0.95 * shared + 0.3 * Math.sqrt(1 - 0.95 * 0.95) * gaussian();
      own = 0.8 * own + 0.1 * 0.6 * gaussian();
      others = 0.8 * others + 0.07 * 0.6 * gaussian();
    }
  }

  /** Twelve uniform numbers. */
  private double gaussian() {
    double sum = -6;
    for (int i = 0; i < 3; i++) {
      long bits = random.nextLong();
      sum +=
          ((bits & 0xffff) + (bits >>> 16 & 0xffff) + (bits >>> 32 & 0xffff) + (bits >>> 48))
              / 65536.0;
    }
    return sum;
  }

  private int poisson(double mean) {
    if (mean > 40) {
      return (int) Math.max(0, Math.round(mean + Math.sqrt(mean) * gaussian()));
    }
    if (mean != limitOf) {
      limitOf = mean;
      limit = Math.exp(-mean);
    }
    double product = random.nextDouble();
    int count = 0;
    while (product > limit) {
      product *= random.nextDouble();
      count++;
    }
    return count;
  }

  private int binomial(int trials, double rate) {
    if (rate <= 0) {
      return 0;
    }
    if (rate >= 1) {
      return trials;
    }
    int count = 0;
    double log = logOfSuccess(rate);
    for (double at = gap(log); at < trials; at += 1 + gap(log)) {
      count++;
    }
    return count;
  }

  /** Few rates come again and again. */
  private double logOfSuccess(double rate) {
    for (int i = 0; i < rates.length; i++) {
      if (rates[i] == rate) {
        return logs[i];
      }
    }
    double log = Math.log1p(-rate);
    rates[nextRate] = rate;
    logs[nextRate] = log;
    nextRate = (nextRate + 1) % rates.length;
    return log;
  }

  private double gap(double log) {
    return Math.floor(Math.log(1 - random.nextDouble()) / log);
  }
}
