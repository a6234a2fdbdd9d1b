package dev.aviary.monitor.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class BesideBetsTest {
  private static final long[] NO_LATENCY = new long[0];

  /** Exact: the sum over all outcomes of a block, for rates up to the edge of what is tolerated. */
  @Test
  void aBetIsWorthNoMoreThanItsStartOnAverageWhileTheCanaryFailsNoMoreThanTolerated() {
    for (double extra : List.of(0.0, 0.01, 0.1)) {
      for (double rate : List.of(0.0, 0.001, 0.02, 0.3, 0.9)) {
        double average = average(extra, Math.min(1, rate + extra), rate);
        assertTrue(
            average <= EProcess.FIRST_SHARE + 1e-9,
            "worth " + average + " at " + rate + " and " + extra + " more");
      }
    }
  }

  @Test
  void aBetIsWorthMoreOnAverageWhereTheCanaryFailsMore() {
    assertTrue(average(0, 0.1, 0.01) > 2);
    assertTrue(average(0.01, 0.1, 0.01) > 2);
  }

  /**
   * Exact: all paths of a thousand failures, where each is the canary's with one in three. The
   * bound by Ville's inequality is 0.77 %.
   */
  @Test
  void aHealthyCanaryReachesWhatIsNeededWithSixInAThousand() {
    double[] paths = {1};
    double reached = 0;
    for (int all = 1; all <= 1000; all++) {
      double[] next = new double[all + 1];
      for (int own = 0; own <= all; own++) {
        next[own] = (own < all ? paths[own] * 2 / 3 : 0) + (own > 0 ? paths[own - 1] / 3 : 0);
        if (EProcess.FIRST_SHARE * BesideBets.worth(1e9, own, 2e9, all - own)
            >= ErrorEvidence.NEEDED) {
          reached += next[own];
          next[own] = 0;
        }
      }
      paths = next;
    }
    assertEquals(0.006, reached, 0.0004);
  }

  @Test
  void whereTheSplitStandsInItsTurnMakesNoFailureWorthMoreThanThree() {
    for (int ahead = 0; ahead < 3; ahead++) {
      var bets = BesideBets.more();
      int failures = 0;
      for (int request = 0; request < 90; request++) {
        boolean own = (request + ahead) % 3 == 2;
        boolean fails = own && request % 9 < 3;
        failures += fails ? 1 : 0;
        bets.add(request(own, fails), request(!own, false));
        assertTrue(bets.value() <= EProcess.FIRST_SHARE * Math.pow(3, failures));
      }
      assertTrue(bets.value() > 0.3 * Math.pow(3, failures), "worth " + bets.value());
    }
  }

  @Test
  void aBetThatBeginsInABlockDoesNotCountTheFailuresBeforeIt() {
    var process = new EProcess(1);
    process.pass(60, 0, 1);
    process.multiply(0, 100);
    double before = process.value();
    process.begin();
    assertEquals(before, process.value(), 1e-9);
    assertFalse(before > 100 * EProcess.FIRST_SHARE + 0.001);
  }

  private static TrackSecond request(boolean any, boolean fails) {
    return new TrackSecond(any ? 1 : 0, fails ? 1 : 0, NO_LATENCY);
  }

  /** The mean worth of a block of 50 canary requests and 100 of stable. */
  private static double average(double extra, double rate, double ofStable) {
    double sum = 0;
    for (int failed = 0; failed <= 50; failed++) {
      for (int stableFailed = 0; stableFailed <= 100; stableFailed++) {
        var bets = extra == 0 ? BesideBets.more() : BesideBets.moreThan(extra);
        bets.add(
            new TrackSecond(50, failed, NO_LATENCY),
            new TrackSecond(100, stableFailed, NO_LATENCY));
        sum += binomial(50, failed, rate) * binomial(100, stableFailed, ofStable) * bets.value();
      }
    }
    return sum;
  }

  private static double binomial(int trials, int some, double rate) {
    double share = 1;
    for (int i = 1; i <= some; i++) {
      share *= (trials - some + i) / (double) i * rate;
    }
    return share * Math.pow(1 - rate, trials - some);
  }
}
