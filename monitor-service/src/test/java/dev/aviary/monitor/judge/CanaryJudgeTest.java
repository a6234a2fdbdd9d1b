package dev.aviary.monitor.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.app.Tolerance;
import dev.aviary.contract.judgement.CanaryVerdict;
import dev.aviary.contract.telemetry.LatencyBounds;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class CanaryJudgeTest extends CanaryJudgeCase {
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
  void whatComesOfTheSameSecondCountsInItAndWhatIsOlderIsRefused() {
    var judge = judge(StableHistory.NONE);
    for (int i = 0; i < 25; i++) {
      pass(judge, 1, i % 5 == 4 ? 1 : 0, 1, 0);
      second--;
      pass(judge, 0, 0, 1, 0);
    }
    assertTrue(judge.bad());
    second -= 2;
    assertThrows(IllegalArgumentException.class, () -> pass(judge, 1, 0, 1, 0));
  }

  @Test
  void fiveFailuresOfOneSecondAreNoTwoSeconds() {
    var limits = new ErrorLimits();
    var three = new TrackSecond(3, 3, new long[0]);
    var stable = new TrackSecond(20, 0, new long[0]);
    limits.add(1, three, stable, Tolerance.DEFAULT);
    limits.add(0, three, stable, Tolerance.DEFAULT);
    assertFalse(limits.dead());
    limits.add(1, three, stable, Tolerance.DEFAULT);
    assertTrue(limits.dead());
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
  void aFastCanaryThatIsSlowerByLessThanTheMillisecondsOfTheToleranceIsGood() {
    var ruling = fast(0.9, 4);
    assertEquals(CanaryVerdict.GOOD, ruling.verdict(), ruling.missing());
    assertTrue(
        ruling.reasons().getFirst().contains("median 3.5 ms beside stable's 0.7 ms"),
        ruling.reasons().toString());
  }

  @Test
  void aFastCanaryThatIsSlowerByMoreThanThemIsBad() {
    assertEquals(CanaryVerdict.BAD, fast(0.9, 31).verdict());
  }

  @Test
  void aCanaryIsNotGoodWhoseSlowAnswersAreSlowerAndWhoseFastOnesAreNot() {
    var judge = fastJudge();
    for (int i = 0; i < 600; i++) {
      judge.second(second++, timed(6, 0.9, 4, 200), timed(12, 0.9, 8, 100));
      assertFalse(judge.ruling().verdict() == CanaryVerdict.GOOD);
    }
  }

  /** A canary and stable whose answers all take so many ms. */
  private Ruling fast(double stableMillis, double canaryMillis) {
    var judge = fastJudge();
    for (int i = 0; i < 300; i++) {
      judge.second(second++, timed(10, canaryMillis, 0, 1), timed(20, stableMillis, 0, 1));
    }
    return judge.ruling();
  }

  private static CanaryJudge fastJudge() {
    return new CanaryJudge(
        new LatencyBuckets(LatencyBounds.MILLIS), Tolerance.DEFAULT, StableHistory.NONE);
  }

  /** Some answers of so many ms, and some of other ones. */
  private static TrackSecond timed(int some, double millis, int others, double otherMillis) {
    var latency = new long[LatencyBounds.NAMES.size()];
    latency[LatencyBounds.index(Math.round(millis * 1e6))] += some;
    latency[LatencyBounds.index(Math.round(otherMillis * 1e6))] += others;
    return new TrackSecond(some + others, 0, latency);
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

  private CanaryJudge slow(int stableBucket, int canaryBucket) {
    var judge = judge(StableHistory.NONE);
    for (int i = 0; i < 60; i++) {
      judge.second(second++, answers(4, canaryBucket, 0), answers(8, stableBucket, 0));
    }
    return judge;
  }

  /** Answers in one bucket, and far slower ones in the last. */
  private static TrackSecond answers(int count, int bucket, int far) {
    var latency = new long[15];
    latency[bucket] = (long) count - far;
    latency[14] += far;
    return new TrackSecond(count, 0, latency);
  }
}
