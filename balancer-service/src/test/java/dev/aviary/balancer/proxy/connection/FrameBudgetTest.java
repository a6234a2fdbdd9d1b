package dev.aviary.balancer.proxy.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class FrameBudgetTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  /** Near its overflow, as the clock of a machine may be. */
  private static final long NOW = Long.MAX_VALUE - SECOND;

  private final FrameBudget budget = new FrameBudget(100, NOW);

  @Test
  void soManyFramesAtOnceAndNoMore() {
    assertEquals(100, spent(NOW, 200));
  }

  @Test
  void inTheLongRunSoManyComeBackInTenSeconds() {
    spent(NOW, 100);
    assertEquals(20, spent(NOW + 2 * SECOND, 200));
  }

  @Test
  void aLongSilenceSavesNoMoreThanTheBurst() {
    assertEquals(100, spent(NOW + 1_000 * SECOND, 200));
  }

  @Test
  void usefulFramesGiveSomeBack() {
    spent(NOW, 100);
    assertFalse(budget.spend(NOW));
    budget.earn(2);
    assertTrue(budget.spend(NOW));
    assertFalse(budget.spend(NOW));
  }

  @Test
  void usefulFramesSaveNoMoreThanTheBurst() {
    budget.earn(1_000);
    assertEquals(100, spent(NOW, 200));
  }

  private int spent(long now, int tries) {
    int taken = 0;
    while (taken < tries && budget.spend(now)) {
      taken++;
    }
    return taken;
  }
}
