package dev.aviary.balancer.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.route.Interruption;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TimedInterruptionTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  @ParameterizedTest
  @ValueSource(longs = {0, 17, Long.MAX_VALUE - 3, -9})
  void itEndsWhenItsTimeIsOverWhereverTheClockStands(long nanos) {
    TimedInterruption halt = halt(new Interruption.Pause(NOW.plusSeconds(30)), nanos);
    long end = nanos + TimeUnit.SECONDS.toNanos(30);
    assertEquals(30, halt.seconds(nanos));
    assertFalse(halt.over(end - 1));
    assertEquals(1, halt.seconds(end - 1));
    assertTrue(halt.over(end));
    assertEquals(1, halt.seconds(end));
  }

  @Test
  void maintenanceWithoutAnEndIsNeverOver() {
    TimedInterruption halt = halt(new Interruption.Maintenance("m", null), 0);
    assertFalse(halt.over(TimeUnit.DAYS.toNanos(1_000)));
    assertEquals(60, halt.seconds(0));
  }

  @Test
  void anEndThatIsPastOrBeyondAllTimeIsTakenAsItIsMeant() {
    assertTrue(halt(new Interruption.Pause(Instant.EPOCH), 5).over(5));
    TimedInterruption far = halt(new Interruption.Maintenance("m", Instant.MAX), 5);
    assertFalse(far.over(TimeUnit.DAYS.toNanos(1_000)));
    assertEquals(Integer.MAX_VALUE, far.seconds(5));
  }

  @Test
  void withoutAnInterruptionThereIsNone() {
    assertNull(TimedInterruption.of(null, NOW, 0));
  }

  private static TimedInterruption halt(Interruption.Present why, long nanos) {
    return Objects.requireNonNull(TimedInterruption.of(why, NOW, nanos));
  }
}
