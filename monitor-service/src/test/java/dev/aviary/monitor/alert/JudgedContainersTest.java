package dev.aviary.monitor.alert;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.app.Slot;
import dev.aviary.contract.telemetry.Sample;
import dev.aviary.monitor.sample.Container;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is sampled every second, with the default settings: near means over 40 %. */
final class JudgedContainersTest {
  private static final Container STABLE = container("a", Slot.STABLE_1);
  private static final Container CANARY = container("b", Slot.CANARY);
  private static final Container REDIS =
      new Container("c".repeat(64), "redis", "redis", null, Instant.EPOCH, 0);

  /** So long ago that what was new then is new no more. */
  private static final long LONG_AGO = System.nanoTime() - Duration.ofHours(1).toNanos();

  private final JudgedContainers judged = new JudgedContainers(Timeline.DEFAULTS);

  @BeforeEach
  void calm() {
    judged.running(List.of(STABLE, REDIS), LONG_AGO);
    assertFalse(judged.everySecond(STABLE));
  }

  @Test
  void anAppIsWhileItHasACanary() {
    judged.running(List.of(STABLE, CANARY, REDIS), LONG_AGO);
    assertTrue(judged.everySecond(STABLE));
    assertTrue(judged.everySecond(CANARY));
    assertFalse(judged.everySecond(REDIS));
    judged.running(List.of(STABLE, REDIS), LONG_AGO);
    assertFalse(judged.everySecond(STABLE));
  }

  @Test
  void aContainerIsAfterAValueNearAThreshold() {
    judged.sampled(STABLE, sample(39, 39.0), System.nanoTime());
    judged.sampled(STABLE, sample(39, null), System.nanoTime());
    assertFalse(judged.everySecond(STABLE));
    judged.sampled(STABLE, sample(1, 41.0), System.nanoTime());
    assertTrue(judged.everySecond(STABLE));
    judged.sampled(REDIS, sample(100, 100.0), System.nanoTime());
    assertFalse(judged.everySecond(REDIS));
  }

  @Test
  void aContainerIsAfterItStartedAndAfterAKill() {
    var other = container("d", Slot.STABLE_2);
    judged.running(List.of(STABLE, other), System.nanoTime());
    assertTrue(judged.everySecond(other));
    judged.killedForMemory(Birds.in(Slot.STABLE_1), Instant.EPOCH, System.nanoTime());
    var killed =
        new Container(
            Birds.in(Slot.STABLE_1).container(),
            "x",
            "app",
            Birds.in(Slot.STABLE_1),
            Instant.EPOCH,
            0);
    assertTrue(judged.everySecond(killed));
  }

  private static Container container(String id, Slot slot) {
    return new Container(id.repeat(64), slot.id(), "app", Birds.in(slot), Instant.EPOCH, 1);
  }

  private static Sample sample(double cpu, @Nullable Double memory) {
    return new Sample(Instant.EPOCH, cpu, cpu, 1, 1, memory, 0, 0, 0, 0, 1);
  }
}
