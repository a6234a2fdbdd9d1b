package dev.aviary.monitor.judge;

import java.util.Arrays;

/**
 * Failures among the canary's first requests, beside what stable's past makes probable. A new
 * release that fails mostly fails from its first request, and there two failures can be enough: a
 * rate that is {@code usual} at most gives so many of the first n with the probability of a
 * binomial tail. One test is made at each of three numbers of requests, and their probabilities add
 * up (Bonferroni). A test that succeeds early is stopped early: that changes no probability.
 *
 * <p>Besides, as many failures must be improbable for a rate of what is usual and tolerated, so
 * that a small difference does not convict.
 */
final class EarlyFailures {
  /**
   * @param requests of the canary, from its first
   * @param least failures that are looked at
   * @param chance that a healthy canary has as many as convict, at most
   */
  private record Horizon(long requests, int least, double chance) {}

  /** 0.04 %, 0.04 % and 0.07 % of healthy canaries at most, ever. */
  private static final Horizon[] HORIZONS = {
    new Horizon(23, 2, 0.0004), new Horizon(110, 5, 0.0004), new Horizon(185, 6, 0.0007)
  };

  /** A canary at the edge of what is tolerated has as many with this probability at most, each. */
  private static final double CHANCE_IF_TOLERATED = 0.08;

  private static final int FAILING_SECONDS = 2;
  private static final int STABLE_ANSWERS = 4;

  /** What the failures must be worth beside stable's: two against one of stable are worth less. */
  private static final double SUPPORT = 0.9;

  private int[] needed = new int[0];
  private double usualThen = -1;
  private double requests;
  private double failed;
  private double stable;
  private double stableFailed;
  private int failingSeconds;
  private boolean tooMany;

  void add(TrackSecond canary, TrackSecond ofStable, double usual, double extra) {
    requests += canary.attempts();
    failed += canary.failed();
    failingSeconds += canary.failed() > 0 ? 1 : 0;
    stable += ofStable.attempts();
    stableFailed += ofStable.failed();
    tooMany = false;
    if (requests > HORIZONS[HORIZONS.length - 1].requests || usual <= 0) {
      return;
    }
    if (usual != usualThen) {
      usualThen = usual;
      needed = needed(usual, extra);
    }
    for (int i = 0; i < HORIZONS.length; i++) {
      tooMany = tooMany || (requests <= HORIZONS[i].requests && failed >= needed[i]);
    }
    tooMany = tooMany && failingSeconds >= FAILING_SECONDS && stableQuiet(usual);
  }

  /** Whether stable answered meanwhile, failed about as usual, and less than the canary. */
  private boolean stableQuiet(double usual) {
    return stable - stableFailed >= STABLE_ANSWERS
        && stableFailed <= 3 * usual * stable + 1
        && BesideBets.worth(requests, failed, stable, stableFailed) >= SUPPORT;
  }

  /** The probability that a healthy canary has too many, at most. */
  static double chance() {
    return Arrays.stream(HORIZONS).mapToDouble(Horizon::chance).sum();
  }

  /** How many failures of the first requests convict, for each number of requests. */
  static int[] needed(double usual, double extra) {
    return Arrays.stream(HORIZONS).mapToInt(horizon -> needed(horizon, usual, extra)).toArray();
  }

  private static int needed(Horizon horizon, double usual, double extra) {
    double tolerated = Math.min(1, usual + extra);
    int failures = horizon.least;
    while (failures <= horizon.requests
        && (chance(horizon.requests, failures, usual) > horizon.chance
            || chance(horizon.requests, failures, tolerated) > CHANCE_IF_TOLERATED)) {
      failures++;
    }
    return failures;
  }

  /** The probability of so many failures or more, of independent requests that fail at a rate. */
  static double chance(long requests, int failures, double rate) {
    if (rate >= 1) {
      return 1;
    }
    double term = Math.pow(1 - rate, (double) requests);
    double fewer = 0;
    for (int i = 0; i < failures; i++) {
      fewer += term;
      term *= (requests - i) / (i + 1.0) * rate / (1 - rate);
    }
    return Math.max(0, 1 - fewer);
  }

  boolean tooMany() {
    return tooMany;
  }
}
