package dev.aviary.monitor.judge;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Outages and trifles, for which a canary is not withdrawn. */
final class CanaryJudgeOutagesTest extends CanaryJudgeCase {
  @Test
  void aDependencyThatFailsForBothIsNotTheCanarysFault() {
    var judge = judge(QUIET);
    for (int i = 0; i < 300; i++) {
      pass(judge, 3, 0, 6, 0);
    }
    for (int i = 0; i < 60; i++) {
      pass(judge, 3, 2, 6, 4);
    }
    assertNull(judge.ruling().firstCertain());
    assertTrue(judge.ruling().stableSuffers());
  }

  @Test
  void aCertainTrifleIsNoReason() {
    var judge = judge(StableHistory.NONE);
    for (int i = 0; i < 3600; i++) {
      pass(judge, 60, i % 4 == 0 ? 1 : 0, 120, i % 8 == 0 ? 1 : 0);
    }
    assertNull(judge.ruling().firstCertain());
  }

  @Test
  void aTrifleIsWithdrawnFromFewerThanOneOfAHundred() {
    assertTrue(withdrawn(400, QUIET, 0.006, 0.001, 0) < 4);
  }

  @Test
  void anOutageOfBothIsBlamedOnFewerThanOneOfAHundred() {
    assertTrue(withdrawn(400, QUIET, 0.001, 0.001, 0.2) < 4);
  }

  @Test
  void anOutageOfBothIsBlamedOnFewerThanOneOfAHundredWhereNoPastIsKnown() {
    assertTrue(withdrawn(400, StableHistory.NONE, 0.001, 0.001, 0.2) < 4);
  }

  @Test
  void anOutageThatShowsOnTheCanaryFirstIsNotItsFault() {
    var judge = judge(QUIET);
    for (int i = 0; i < 300; i++) {
      pass(judge, 1, 0, 2, 0);
    }
    for (int i = 0; i < 4; i++) {
      pass(judge, 1, 1, 2, 0);
    }
    for (int i = 0; i < 60; i++) {
      pass(judge, 1, i % 2, 2, 1);
    }
    assertNull(judge.ruling().firstCertain());
  }

  /**
   * How many of so many simulated canaries are withdrawn within 20 minutes at one request a second,
   * where one of three is the canary's.
   *
   * @param outage what share of both tracks' requests fails in minutes 5 and 6
   */
  private static int withdrawn(
      int canaries, StableHistory past, double rate, double ofStable, double outage) {
    int withdrawn = 0;
    for (int seed = 0; seed < canaries; seed++) {
      var random = new SplittableRandom(seed);
      var judge = judge(past);
      int turn = random.nextInt(3);
      for (int second = 0; second < 1200 && !judge.bad(); second++) {
        boolean own = (second + turn) % 3 == 0;
        double share = Math.max(own ? rate : ofStable, second >= 300 && second < 420 ? outage : 0);
        long failed = random.nextDouble() < share ? 1 : 0;
        var answered = new TrackSecond(1, failed, new long[0]);
        judge.second(second, own ? answered : TrackSecond.NONE, own ? TrackSecond.NONE : answered);
      }
      withdrawn += judge.bad() ? 1 : 0;
    }
    return withdrawn;
  }
}
