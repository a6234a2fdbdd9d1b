package dev.aviary.monitor.judge;

/**
 * The canary's share of the requests, over the last hundred or, where a second has more, over that
 * second. A change of the split is followed within a hundred requests.
 */
final class Allocation {
  private static final double REQUESTS = 100;

  private double canary = 1;
  private double stable = 1;

  void add(long ofCanary, long ofStable) {
    double all = ofCanary + ofStable;
    double kept = all >= REQUESTS ? 0 : 1 - all / REQUESTS;
    canary = canary * kept + ofCanary;
    stable = stable * kept + ofStable;
  }

  double share() {
    return canary / (canary + stable);
  }
}
