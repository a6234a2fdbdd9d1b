package dev.aviary.balancer.route;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class PauseCapacityTest {
  private final PauseCapacity seats = new PauseCapacity();

  @Test
  void thereAreSoManyAndWhoLeavesMakesRoom() {
    assertTrue(seats.take(2));
    assertTrue(seats.take(2));
    assertFalse(seats.take(2));
    seats.leave();
    assertTrue(seats.take(2));
    assertFalse(seats.take(2));
  }

  @Test
  void withNoneNobodyWaits() {
    assertFalse(seats.take(0));
  }
}
