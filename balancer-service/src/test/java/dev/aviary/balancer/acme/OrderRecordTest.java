package dev.aviary.balancer.acme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.loop.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class OrderRecordTest {
  private static final OrderingAccount ORDERER = new OrderingAccount("aviary-one", "settings");
  private static final Backoff BACKOFF = new Backoff(Duration.ofMinutes(1), Duration.ofHours(6));
  private static final Instant NOW = Instant.parse("2026-11-29T06:00:00Z");

  private final Random random = new Random(14);

  @Test
  void theFirstOrderMayBeBegunAtOnce() {
    assertTrue(OrderRecord.NONE.allows(ORDERER, NOW));
  }

  @Test
  void anOrderThatWasBegunHoldsTheNextOneUpThoughNobodyKnowsItsEnd() {
    OrderRecord begun = OrderRecord.NONE.begin(ORDERER, BACKOFF, NOW, random);
    assertFalse(begun.allows(ORDERER, NOW.plusSeconds(29)));
    assertTrue(begun.allows(ORDERER, NOW.plusSeconds(60)));
    assertEquals(1, begun.failures());
  }

  @Test
  void theWaitGrowsFromAMinuteToSixHoursAndNoFurther() {
    OrderRecord record = OrderRecord.NONE;
    Instant now = NOW;
    Duration wait = Duration.ZERO;
    for (int i = 0; i < 40; i++) {
      record = record.begin(ORDERER, BACKOFF, now, random).failed("no", null, now);
      wait = Duration.between(now, record.notBefore());
      assertTrue(wait.compareTo(Duration.ofSeconds(30)) >= 0, "" + wait);
      assertTrue(wait.compareTo(Duration.ofHours(6)) <= 0, "" + wait);
      now = record.notBefore();
    }
    assertTrue(wait.compareTo(Duration.ofHours(3)) >= 0, "" + wait);
  }

  @Test
  void theOwnerIsToldOfAMissingCertificateOnceOrdersWaitForTheLongestTime() {
    OrderRecord record = OrderRecord.NONE;
    assertFalse(ExpiryWatch.tellsMissing(record, BACKOFF, NOW));
    for (int i = 1; i <= 10; i++) {
      assertFalse(ExpiryWatch.tellsMissing(record, BACKOFF, NOW), i + " orders");
      record = record.begin(ORDERER, BACKOFF, NOW, random).failed("no", null, NOW);
    }
    assertTrue(ExpiryWatch.tellsMissing(record, BACKOFF, NOW));
    assertTrue(record.toldMissing().wasToldMissing());
    assertFalse(record.toldMissing().succeeded(NOW).wasToldMissing());
  }

  @Test
  void theOwnerIsToldOfAMissingCertificateAfterADay() {
    OrderRecord first = OrderRecord.NONE.begin(ORDERER, BACKOFF, NOW, random);
    OrderRecord second = first.begin(ORDERER, BACKOFF, NOW.plusSeconds(3_600), random);
    Instant aDay = NOW.plus(Duration.ofDays(1));
    assertFalse(ExpiryWatch.tellsMissing(second, BACKOFF, aDay.minusSeconds(1)));
    assertTrue(ExpiryWatch.tellsMissing(second, BACKOFF, aDay));
    OrderRecord anew = second.succeeded(aDay).begin(ORDERER, BACKOFF, aDay, random);
    assertFalse(ExpiryWatch.tellsMissing(anew, BACKOFF, aDay.plusSeconds(1)));
  }

  @Test
  void theAuthoritysOwnWaitCountsWhereItIsLongerUpToAWeek() {
    OrderRecord begun = OrderRecord.NONE.begin(ORDERER, BACKOFF, NOW, random);
    Instant tomorrow = NOW.plus(Duration.ofDays(1));
    assertEquals(tomorrow, begun.failed("limit", tomorrow, NOW).notBefore());
    assertEquals(begun.notBefore(), begun.failed("limit", NOW, NOW).notBefore());
    assertEquals(
        NOW.plus(Duration.ofDays(7)),
        begun.failed("limit", NOW.plus(Duration.ofDays(400)), NOW).notBefore());
  }

  @Test
  void newSettingsOfTheSameBalancerNeedNotWaitAndBeginAnew() {
    OrderRecord failed = failedOften();
    var changed = new OrderingAccount(ORDERER.balancer(), "others");
    assertTrue(failed.allows(changed, NOW.plusSeconds(1)));
    assertEquals(1, failed.begin(changed, BACKOFF, NOW, random).failures());
  }

  @Test
  void twoBalancersWithDifferentSettingsDoNotOrderInTurns() {
    assertFalse(
        failedOften().allows(new OrderingAccount("aviary-two", "others"), NOW.plusSeconds(1)));
  }

  @Test
  void aRecordOfAClockThatWasDaysAheadHoldsNothingUp() {
    OrderRecord begun =
        OrderRecord.NONE.begin(ORDERER, BACKOFF, NOW.plus(Duration.ofDays(400)), random);
    assertTrue(begun.allows(ORDERER, NOW));
  }

  @Test
  void aSuccessForgetsTheFailures() {
    OrderRecord done = failedOften().succeeded(NOW.plus(Duration.ofHours(1)));
    assertEquals(0, done.failures());
    assertFalse(done.allows(ORDERER, NOW.plusSeconds(60)), "its certificate was lost just now");
  }

  @Test
  void anOwnerIsToldOnceOfEachCertificate() {
    OrderRecord told = failedOften().told(NOW);
    assertTrue(told.wasTold(NOW));
    assertFalse(told.wasTold(NOW.plusSeconds(1)));
    assertTrue(told.begin(ORDERER, BACKOFF, NOW, random).failed("no", null, NOW).wasTold(NOW));
  }

  private OrderRecord failedOften() {
    OrderRecord record = OrderRecord.NONE;
    for (int i = 0; i < 9; i++) {
      record = record.begin(ORDERER, BACKOFF, NOW, random).failed("no", null, NOW);
    }
    return record;
  }
}
