package dev.aviary.builder.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aviary.contract.app.Slot;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RestartPausesTest {
  private long now = 1;
  private final RestartPauses<Slot> pauses = new RestartPauses<>(() -> now);

  @Test
  void aSlotThatNeverFailedDoesNotRest() {
    assertEquals(Set.of(), pauses.resting());
  }

  @Test
  void eachTryInARowMakesTheRestTwiceAsLong() {
    for (long seconds : new long[] {1, 2, 4, 8, 16, 32, 60, 60}) {
      pauses.tried(Slot.CANARY);
      pass(Duration.ofSeconds(seconds).minusNanos(1));
      assertEquals(Set.of(Slot.CANARY), pauses.resting());
      pass(Duration.ofNanos(1));
      assertEquals(Set.of(), pauses.resting());
    }
  }

  @Test
  void theFirstOfTheRestsThatEndsIsKnown() {
    assertEquals(RestartPauses.NONE, pauses.left());
    pauses.tried(Slot.CANARY);
    pauses.tried(Slot.CANARY);
    pauses.tried(Slot.STABLE_1);
    assertEquals(Duration.ofSeconds(1), pauses.left());
    pass(Duration.ofSeconds(1));
    assertEquals(Duration.ofSeconds(1), pauses.left());
    pass(Duration.ofSeconds(1));
    assertEquals(RestartPauses.NONE, pauses.left());
  }

  @Test
  void whatLivedLongBeginsAnew() {
    pauses.tried(Slot.CANARY);
    pauses.tried(Slot.CANARY);
    pass(Duration.ofMinutes(3));
    pauses.tried(Slot.CANARY);
    pass(Duration.ofSeconds(1));
    assertEquals(Set.of(), pauses.resting());
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }
}
