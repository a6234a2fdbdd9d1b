package dev.aviary.balancer.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.app.Track;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class SplitSequenceTest {

  @Test
  void everyHundredInARowHoldsExactlyThePercentWhereverItBegins() {
    for (int percent = 0; percent <= 100; percent++) {
      for (long first = 0; first < 250; first++) {
        assertEquals(percent, canaries(first, 100, percent), percent + " % from " + first);
      }
    }
  }

  @Test
  void threeHundredAtThirtyThreeAreNinetyNine() {
    assertEquals(99, canaries(0, 300, 33));
    assertEquals(99, canaries(17, 300, 33));
  }

  @Test
  void theCanarysRequestsAreEvenlySpread() {
    for (int percent = 1; percent <= 100; percent++) {
      int longest = 100 / percent + 1;
      for (long first = 0; first < 100; first++) {
        assertTrue(canaries(first, longest, percent) >= 1, percent + " % from " + first);
      }
    }
  }

  @Test
  void theCountNeverOverflows() {
    assertEquals(33, canaries(Long.MAX_VALUE - 50, 100, 33) + 0);
  }

  @Test
  void itIsOneSequenceForAllThreads() throws Exception {
    var sequence = new SplitSequence();
    var canaries = new AtomicInteger();
    var done = new CountDownLatch(8);
    for (int i = 0; i < 8; i++) {
      Thread.ofPlatform()
          .start(() -> {
            IntStream.range(0, 12_500)
                .filter(n -> sequence.next(33) == Track.CANARY)
                .forEach(n -> canaries.incrementAndGet());
            done.countDown();
          });
    }
    done.await();
    assertEquals(33_000, canaries.get());
  }

  private static long canaries(long first, int count, int percent) {
    return LongStream.range(0, count).filter(i -> SplitSequence.canary(first + i, percent)).count();
  }
}
