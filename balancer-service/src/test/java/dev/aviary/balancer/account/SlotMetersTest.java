package dev.aviary.balancer.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.app.Slot;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SlotMetersTest {
  private final SlotMeters meters = new SlotMeters();
  private final SlotMeter old = meters.of("app", Slot.CANARY, "1-old");
  private final SlotMeter young = meters.of("app", Slot.CANARY, "2-young");

  @Test
  void aReleaseHasOneMeterInASlot() {
    assertSame(old, meters.of("app", Slot.CANARY, "1-old"));
  }

  @Test
  void aMeterThatIsNotRoutedToAnyMoreIsForgottenAfterAWhile() {
    meters.routed(Set.of(young));
    assertFalse(meters.routes(old));
    meters.forget(System.nanoTime());
    assertEquals(2, meters.all().size());
    meters.forget(later());
    assertEquals(List.of(young), List.copyOf(meters.all()));
  }

  @Test
  void aMeterWithARequestInFlightStays() {
    old.began();
    meters.routed(Set.of(young));
    meters.forget(later());
    assertEquals(2, meters.all().size());
    old.ended();
    meters.forget(later());
    assertEquals(1, meters.all().size());
  }

  @Test
  void aReleaseThatComesBackKeepsItsMeter() {
    meters.routed(Set.of(young));
    meters.routed(Set.of(old));
    assertTrue(meters.routes(old));
    meters.forget(later());
    assertEquals(List.of(old), List.copyOf(meters.all()));
  }

  private static long later() {
    return System.nanoTime() + SlotMeters.KEPT_FOR.plusSeconds(1).toNanos();
  }
}
