package dev.aviary.balancer.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.app.Slot;
import dev.aviary.contract.telemetry.LatencyBounds;
import dev.aviary.contract.telemetry.TrafficInterval;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SlotMeterTest {
  private final SlotMeter meter = new SlotMeter("app", Slot.CANARY, "1-abc");

  @Test
  void aRequestIsCountedOnceByClassAndOnceByLatency() {
    meter.answered(200, millis(1));
    meter.answered(503, millis(2));
    meter.answered(0, millis(40_000));
    meter.connectFailed();
    Totals totals = meter.totals();
    assertEquals(3, totals.requests());
    assertEquals(1, totals.serverErrors());
    assertEquals(1, totals.connectFailures());
    assertEquals(1, totals.latency().get(0));
    assertEquals(1, totals.latency().get(1));
    assertEquals(1, totals.latency().get(TrafficInterval.BOUNDS_MILLIS.size()));
    assertEquals(List.of(1L, 0L, 1L, 0L, 0L, 1L), meter.answers());
    assertEquals(millis(40_003), meter.nanos());
  }

  @Test
  void aLatencyOnABoundBelongsToIt() {
    meter.answered(200, millis(10));
    meter.answered(200, millis(10) + 1);
    int ten = TrafficInterval.BOUNDS_MILLIS.indexOf(10);
    assertEquals(1, meter.totals().latency().get(ten));
    assertEquals(1, meter.totals().latency().get(ten + 1));
  }

  @Test
  void anAttemptCountsBesideTheAnswerAndItsTimeByTheFinerBounds() {
    meter.attempted(false);
    meter.attempted(true);
    meter.waited(millis(12));
    Totals totals = meter.totals();
    assertEquals(2, totals.attempts());
    assertEquals(1, totals.failedAttempts());
    assertEquals(1, totals.millis().get(LatencyBounds.NAMES.indexOf("12.5")));
    assertEquals(0, totals.requests());
    assertFalse(totals.idle());
  }

  @Test
  void whatHappenedSinceIsTheDifference() {
    meter.answered(200, millis(1));
    Totals before = meter.totals();
    assertTrue(meter.totals().since(before).idle());
    meter.answered(500, millis(3));
    Totals since = meter.totals().since(before);
    assertEquals(1, since.requests());
    assertEquals(1, since.serverErrors());
    assertEquals(0, since.latency().getFirst());
  }

  private static long millis(long millis) {
    return Duration.ofMillis(millis).toNanos();
  }
}
