package dev.aviary.monitor.judge;

/**
 * The requests since the evidence began to grow: the estimate of how large a difference is, apart
 * from how certain it is. Half of it is forgotten in ten minutes.
 */
final class ErrorWindow {
  private static final HalfLife FADING = new HalfLife(600);

  private double canary;
  private double canaryFailed;
  private double stable;
  private double stableFailed;
  private double failingSeconds;

  void begin() {
    canary = 0;
    canaryFailed = 0;
    stable = 0;
    stableFailed = 0;
    failingSeconds = 0;
  }

  void add(long seconds, long attempts, long failed, long others, long othersFailed) {
    double kept = FADING.over(seconds);
    canary = canary * kept + attempts;
    canaryFailed = canaryFailed * kept + failed;
    stable = stable * kept + others;
    stableFailed = stableFailed * kept + othersFailed;
    failingSeconds += failed > 0 ? 1 : 0;
  }

  /**
   * How much larger the canary's rate is. Its first failure is left out: the window begins with it.
   */
  double difference() {
    double own = canary == 0 ? 0 : Math.max(0, canaryFailed - 1) / canary;
    return own - (stable == 0 ? 0 : stableFailed / stable);
  }

  /** What the failures are worth as a bet on a canary that fails more than stable. */
  double worth() {
    return BesideBets.worth(canary, canaryFailed, stable, stableFailed);
  }

  double failingSeconds() {
    return failingSeconds;
  }

  /** Whether stable answered meanwhile, and failed no more than a rate lets expect. */
  boolean stableQuiet(double rate) {
    double excused = canaryFailed >= 4 ? 1 : 0;
    return stable - stableFailed >= 4 && stableFailed <= 3 * rate * stable + excused;
  }
}
