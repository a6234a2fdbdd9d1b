package dev.aviary.monitor.judge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class EarlyFailuresTest {
  @Test
  void twoOfTheFirst23ConvictWhereStableFailsOneOfAThousand() {
    assertArrayEquals(new int[] {2, 5, 6}, EarlyFailures.needed(0.00118, 0.01));
  }

  @Test
  void fiveOfTheFirst110OrSixOfTheFirst185ConvictWhereStableFailsFiveOfAThousand() {
    assertArrayEquals(new int[] {3, 5, 6}, EarlyFailures.needed(0.0054, 0.01));
  }

  @Test
  void theChanceIsThatOfABinomialTail() {
    assertEquals(0.5, EarlyFailures.chance(1, 1, 0.5), 1e-12);
    assertEquals(1 - Math.pow(0.98, 23), EarlyFailures.chance(23, 1, 0.02), 1e-12);
    assertEquals(0.96016, EarlyFailures.chance(23, 2, 0.2), 1e-5);
  }

  @Test
  void twoAgainstOneOfStableAreNotTooMany() {
    var early = new EarlyFailures();
    for (int i = 1; i <= 20; i++) {
      early.add(second(1, i % 10 == 0 ? 1 : 0), second(2, i == 5 ? 1 : 0), 0.001, 0.01);
      assertFalse(early.tooMany());
    }
  }

  @Test
  void failuresOfOneSecondAreNotEnough() {
    var early = new EarlyFailures();
    early.add(second(5, 5), second(10, 0), 0.001, 0.01);
    assertFalse(early.tooMany());
    early.add(second(5, 1), second(10, 0), 0.001, 0.01);
    assertTrue(early.tooMany());
  }

  @Test
  void withoutAPastNothingIsTooMany() {
    var early = new EarlyFailures();
    for (int i = 0; i < 10; i++) {
      early.add(second(1, 1), second(2, 0), 0, 0.01);
      assertFalse(early.tooMany());
    }
  }

  private static TrackSecond second(long requests, long failed) {
    return new TrackSecond(requests, failed, new long[0]);
  }
}
