package dev.aviary.monitor.alert;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.app.Slot;
import dev.aviary.monitor.sample.Container;
import dev.aviary.monitor.sample.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is sampled every second, with the default settings: near means over 40 %. */
final class AlertSamplingDemandTest {
  private static final Container STABLE = container("a", Slot.STABLE_1);
  private static final Container CANARY = container("b", Slot.CANARY);
  private static final Container REDIS =
      new Container("c".repeat(64), "redis", "redis", null, Instant.EPOCH, 0);

  /** So long ago that what was new then is new no more. */
  private static final long LONG_AGO = System.nanoTime() - Duration.ofHours(1).toNanos();

  private final AlertSamplingDemand demand = new AlertSamplingDemand(Timeline.DEFAULTS);

  @BeforeEach
  void calm() {
    demand.running(List.of(STABLE, REDIS), LONG_AGO);
    assertFalse(demand.everySecond(STABLE));
  }

  @Test
  void anAppIsWhileItHasACanary() {
    demand.running(List.of(STABLE, CANARY, REDIS), LONG_AGO);
    assertTrue(demand.everySecond(STABLE));
    assertTrue(demand.everySecond(CANARY));
    assertFalse(demand.everySecond(REDIS));
    demand.running(List.of(STABLE, REDIS), LONG_AGO);
    assertFalse(demand.everySecond(STABLE));
  }

  @Test
  void aContainerIsAfterAValueNearAThreshold() {
    demand.sampled(STABLE, sample(39, 39.0), System.nanoTime());
    demand.sampled(STABLE, sample(39, null), System.nanoTime());
    assertFalse(demand.everySecond(STABLE));
    demand.sampled(STABLE, sample(1, 41.0), System.nanoTime());
    assertTrue(demand.everySecond(STABLE));
    demand.sampled(REDIS, sample(100, 100.0), System.nanoTime());
    assertFalse(demand.everySecond(REDIS));
  }

  @Test
  void aContainerIsAfterItStartedAndAfterAKill() {
    var other = container("d", Slot.STABLE_2);
    demand.running(List.of(STABLE, other), System.nanoTime());
    assertTrue(demand.everySecond(other));
    demand.killedForMemory(Birds.in(Slot.STABLE_1), Instant.EPOCH, System.nanoTime());
    var killed =
        new Container(
            Birds.in(Slot.STABLE_1).container(),
            "x",
            "app",
            Birds.in(Slot.STABLE_1),
            Instant.EPOCH,
            0);
    assertTrue(demand.everySecond(killed));
  }

  private static Container container(String id, Slot slot) {
    return new Container(id.repeat(64), slot.id(), "app", Birds.in(slot), Instant.EPOCH, 1);
  }

  private static Sample sample(double cpu, @Nullable Double memory) {
    return new Sample(Instant.EPOCH, cpu, cpu, 1, 1, memory, 0, 0, 0, 0, 1);
  }
}
