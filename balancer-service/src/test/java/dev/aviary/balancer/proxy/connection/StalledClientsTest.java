package dev.aviary.balancer.proxy.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class StalledClientsTest {
  @Test
  void nobodyIsCutOffUpToTheBound() {
    var stalled = new StalledClients(10);
    assertEquals(0, stalled.counted(0, 4));
    assertEquals(0, stalled.counted(0, 6));
    assertEquals(0, stalled.counted(4, 3));
  }

  @Test
  void afterAllLoopsHaveLookedAFewTimesTheBoundHolds() {
    var random = new SplittableRandom(7);
    for (int round = 0; round < 1_000; round++) {
      int most = 1 + random.nextInt(50);
      var stalled = new StalledClients(most);
      int[] loops = new int[1 + random.nextInt(4)];
      for (int i = 0; i < loops.length; i++) {
        loops[i] = random.nextInt(100);
        stalled.counted(0, loops[i]);
      }
      int[] counted = loops.clone();
      for (int look = 0; look < 100; look++) {
        for (int i = 0; i < loops.length; i++) {
          int cut = stalled.counted(counted[i], loops[i]);
          counted[i] = loops[i];
          loops[i] -= cut;
        }
      }
      int left = IntStream.of(loops).sum();
      assertTrue(left < most + loops.length, left + " of " + most);
    }
  }
}
