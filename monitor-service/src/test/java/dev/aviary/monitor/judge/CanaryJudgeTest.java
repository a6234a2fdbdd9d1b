package dev.aviary.monitor.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.app.Tolerance;
import dev.aviary.contract.judgement.CanaryVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class CanaryJudgeTest {
  private static final LatencyCells BOUNDS =
      new LatencyCells(List.of(10, 12.5, 16, 20, 25, 31.5, 40, 50, 63, 80, 100, 125, 160, 200));
  private static final StableHistory QUIET = new StableHistory(100_000, 100, List.of());

  private long second;

  @Test
  void theChancesOfAWrongWithdrawalAddUpToOnePercentAtMost() {
    double sum =
        1 / ErrorEvidence.NEEDED
            + 1 / ErrorEvidence.NEEDED_BY_HISTORY
            + EarlyFailures.chance()
            + 1 / LatencyEvidence.NEEDED
            + 1 / LatencyEvidence.NEEDED_FOR_TAIL;
    assertTrue(sum <= 0.01, "they add up to " + sum);
  }

  @Test
  void noTrafficIsNotEnoughAndNeitherGoodNorBad() {
    var judge = judge(StableHistory.NONE);
    for (int i = 0; i < 3600; i++) {
      pass(judge, 0, 0, 10, 0);
    }
    assertEquals(CanaryVerdict.NOT_ENOUGH, judge.ruling().verdict());
    assertEquals("The canary has answered no request yet.", judge.ruling().missing());
  }

  @Test
  void oneErrorAtTinyVolumeIsNoReason() {
    var judge = judge(QUIET);
    pass(judge, 1, 1, 2, 0);
    pass(judge, 1, 0, 2, 0);
    assertFalse(judge.bad());
  }

  @Test
  void fiveErrorsOfTheCanaryAndNoneOfStableConvict() {
    var judge = judge(StableHistory.NONE);
    for (int i = 0; i < 25; i++) {
      assertFalse(judge.bad());
      pass(judge, 1, i % 5 == 4 ? 1 : 0, 2, 0);
    }
    assertTrue(judge.bad());
    assertEquals(CanaryVerdict.BAD, judge.ruling().verdict());
    assertNotNull(judge.ruling().firstCertain());
  }

  @Test
  void twoErrorsConvictWhereStablesPastIsQuietAndStableIsQuietBesideIt() {
    var judge = judge(QUIET);
    for (int i = 1; i <= 23; i++) {
      pass(judge, 1, i == 10 || i == 20 ? 1 : 0, 2, 0);
    }
    assertTrue(judge.ruling().firstCertain() != null);
  }

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

  @Test
  void aStableWithoutAnyErrorMakesNoRatioOfOneErrorToZero() {
    var judge = judge(StableHistory.NONE);
    for (int i = 0; i < 600; i++) {
      pass(judge, 3, i % 200 == 0 ? 1 : 0, 6, 0);
    }
    assertNull(judge.ruling().firstCertain());
  }

  @Test
  void noNumberOfARulingIsNotANumberWhateverIsMissing() {
    for (var traffic : List.of(List.of(0, 0), List.of(1, 0), List.of(0, 1), List.of(1, 1))) {
      var judge = judge(StableHistory.NONE);
      pass(judge, traffic.get(0), 0, traffic.get(1), 0);
      var ruling = judge.ruling();
      assertEquals(CanaryVerdict.NOT_ENOUGH, ruling.verdict());
      assertFalse(ruling.toString().contains("NaN"), ruling.toString());
    }
  }

  @Test
  void whatStableFailedBeforeTheCanarysFirstRequestDoesNotCount() {
    var judge = judge(StableHistory.NONE);
    for (int i = 0; i < 300; i++) {
      pass(judge, 0, 0, 6, 3);
    }
    for (int i = 0; i < 25; i++) {
      pass(judge, 1, i % 5 == 4 ? 1 : 0, 2, 0);
    }
    assertTrue(judge.bad());
  }

  @Test
  void aCanaryOfThreeDaysIsNotCondemnedForItsFirstMinute() {
    var judge = judge(StableHistory.NONE);
    for (int i = 0; i < 4; i++) {
      pass(judge, 1, 1, 2, 0);
      pass(judge, 1, 0, 2, 0);
    }
    for (int i = 0; i < 3 * 24 * 3600; i++) {
      pass(judge, 1, 0, 2, 0);
    }
    pass(judge, 1, 1, 2, 0);
    pass(judge, 1, 0, 2, 0);
    pass(judge, 1, 1, 2, 0);
    assertNull(judge.ruling().firstCertain());
  }

  @Test
  void aGoodFirstDayDoesNotProtectACanaryThatFails() {
    var judge = judge(StableHistory.NONE);
    for (int i = 0; i < 24 * 3600; i++) {
      pass(judge, 3, 0, 6, 0);
    }
    for (int i = 0; i < 30; i++) {
      pass(judge, 3, 1, 6, 0);
    }
    assertTrue(judge.bad());
  }

  @Test
  void halfOfTenRequestsIsTooManyWithoutAnyStable() {
    var judge = judge(StableHistory.NONE);
    for (int i = 0; i < 10; i++) {
      pass(judge, 1, i % 2, 0, 0);
    }
    assertTrue(judge.bad());
  }

  @Test
  void halfOfTenRequestsIsTooManyBesideAsManyOfAQuietStable() {
    var judge = judge(StableHistory.NONE);
    for (int i = 0; i < 10; i++) {
      pass(judge, 1, i % 2, 1, 0);
    }
    assertTrue(judge.bad());
  }

  @Test
  void aDeadCanaryIsBadInItsThirdSecondAtTenRequestsASecond() {
    var judge = judge(StableHistory.NONE);
    for (int i = 0; i < 3; i++) {
      pass(judge, 3, 3, 7, 0);
    }
    assertTrue(judge.bad());
  }

  @Test
  void twiceAsSlowIsSeenAndSlowForBothIsNot() {
    assertTrue(slow(8, 11).bad());
    assertFalse(slow(11, 11).bad());
  }

  @Test
  void rareSpikesAreSeen() {
    var judge = judge(StableHistory.NONE);
    for (int i = 0; i < 400; i++) {
      judge.second(second++, answers(10, 5, i % 2 == 0 ? 1 : 0), answers(20, 5, 0));
    }
    assertTrue(judge.bad());
  }

  @Test
  void aFreshContainersSlowFirstHalfMinuteIsNotJudged() {
    var judge = judge(StableHistory.NONE);
    for (int i = 0; i < 300; i++) {
      judge.second(second++, answers(10, i < 30 ? 11 : 8, 0), answers(20, 8, 0));
    }
    assertNull(judge.ruling().firstCertain());
    assertEquals(CanaryVerdict.GOOD, judge.ruling().verdict());
  }

  @Test
  void aJudgeThatIsGivenTheKeptSecondsAgainGoesOn() {
    var whole = judge(StableHistory.NONE);
    var cut = judge(StableHistory.NONE);
    var kept = new ArrayList<Consumer<CanaryJudge>>();
    for (int i = 0; i < 200; i++) {
      long second = i;
      var canary = answers(10, 5 + i % 3, i % 7 == 0 ? 1 : 0);
      var stable = answers(20, 5 + i % 2, 0);
      kept.add(judge -> judge.second(second, canary, stable));
      kept.getLast().accept(whole);
      kept.getLast().accept(cut);
      if (i % 50 == 0) {
        var again = judge(StableHistory.NONE);
        kept.forEach(each -> each.accept(again));
        cut = again;
      }
    }
    assertEquals(whole.ruling(), cut.ruling());
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

  private CanaryJudge slow(int stableCell, int canaryCell) {
    var judge = judge(StableHistory.NONE);
    for (int i = 0; i < 60; i++) {
      judge.second(second++, answers(4, canaryCell, 0), answers(8, stableCell, 0));
    }
    return judge;
  }

  /** Answers in one cell, and far slower ones in the last. */
  private static TrackSecond answers(int count, int cell, int far) {
    var latency = new long[15];
    latency[cell] = (long) count - far;
    latency[14] += far;
    return new TrackSecond(count, 0, latency);
  }

  private void pass(CanaryJudge judge, int canary, int failed, int stable, int stableFailed) {
    judge.second(
        second++,
        new TrackSecond(canary, failed, new long[0]),
        new TrackSecond(stable, stableFailed, new long[0]));
  }

  private static CanaryJudge judge(StableHistory past) {
    return new CanaryJudge(BOUNDS, Tolerance.DEFAULT, past);
  }
}
