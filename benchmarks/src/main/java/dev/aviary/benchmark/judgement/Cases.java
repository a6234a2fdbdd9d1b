package dev.aviary.benchmark.judgement;

import java.util.ArrayList;
import java.util.List;

/** The cells of the simulation. */
final class Cases {
  static final List<Double> RATES = List.of(0.2, 1.0, 10.0, 200.0);
  private static final List<Double> OWN_ERRORS = List.of(0.0, 0.001, 0.02);

  private Cases() {}

  static List<Case> all() {
    var cases = new ArrayList<>(healthy());
    failing().forEach(target -> cases.add(target.cell()));
    slowOrDead().forEach(target -> cases.add(target.cell()));
    cases.addAll(others());
    good().stream().filter(each -> !cases.contains(each)).forEach(cases::add);
    return cases;
  }

  static List<Case> healthy() {
    var cases = new ArrayList<Case>();
    for (double rate : RATES) {
      for (Shape shape : Shape.values()) {
        // The busiest cells cost the most: only one shape has all rates of errors there.
        for (double errors :
            rate > 100 && shape != Shape.AUTOCORRELATED ? List.of(0.001) : OWN_ERRORS) {
          cases.add(Case.healthy(rate, shape, errors));
        }
      }
    }
    return cases;
  }

  /** Errors that are too many, with the requests and the share of the target. */
  static List<Target> failing() {
    var targets = new ArrayList<Target>();
    for (double rate : RATES) {
      targets.add(
          new Target(Case.failing("20 %, nothing known", rate, 0, 0.2, false, 0), 49, 0.95));
      targets.add(new Target(Case.quiet("20 %, 0.1 % known, quiet", rate, 0.001, 0.2), 23, 0.95));
      targets.add(
          new Target(Case.failing("5 %, nothing known", rate, 0.005, 0.05, false, 0), 320, 0.9));
      targets.add(
          new Target(Case.failing("5 %, 0.5 % known", rate, 0.005, 0.05, true, 0), 185, 0.9));
    }
    return targets;
  }

  static List<Target> slowOrDead() {
    var targets = new ArrayList<Target>();
    for (double rate : RATES) {
      targets.add(new Target(Case.slow("times x2", rate, 2, 0), 30, 0.95));
      targets.add(new Target(Case.slow("times x1.5", rate, 1.5, 0), 120, 0.9));
      targets.add(new Target(Case.slow("times x2 from minute 20", rate, 2, 1200), 60, 0.95));
      targets.add(
          new Target(Case.failing("dead, nothing known", rate, 0.001, 1, false, 0), 3, 0.95));
      targets.add(
          new Target(Case.failing("dead from minute 10", rate, 0.001, 1, true, 600), 3, 0.95));
      targets.add(
          new Target(Case.failing("20 % from minute 20", rate, 0.001, 0.2, true, 1200), 60, 0.95));
    }
    return targets;
  }

  static List<Case> others() {
    var cases = new ArrayList<Case>();
    for (double rate : RATES) {
      cases.add(Case.outage(rate, 0.2));
      cases.add(Case.outage(rate, 1));
      cases.add(Case.failing("trifle, 0.5 points more", rate, 0.001, 0.006, true, 0));
    }
    return cases;
  }

  /** Whether they are called good is looked at too, where an hour has the requests for it. */
  static List<Case> good() {
    var cases = new ArrayList<Case>();
    for (double rate : RATES) {
      if (rate >= 1) {
        cases.add(Case.healthy(rate, Shape.AUTOCORRELATED, 0.001));
        cases.add(Case.healthy(rate, Shape.FAST, 0.001));
        cases.add(Case.fast("1 ms, times x1.5", rate, 1.5));
        cases.add(Case.fast("1 ms, times x3", rate, 3));
        cases.add(Case.slow("times x1.5", rate, 1.5, 0));
        cases.add(Case.fast("1 ms, times x40", rate, 40));
      }
    }
    return cases;
  }

  /**
   * @param most canary requests, or seconds for times and dead canaries
   * @param share of the canaries that must be called bad by then
   */
  record Target(Case cell, int most, double share) {}
}
