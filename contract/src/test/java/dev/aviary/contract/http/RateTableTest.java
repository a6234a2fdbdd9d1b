package dev.aviary.contract.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class RateTableTest {
  private static final long SECOND = 1_000_000_000;
  private final RateTable table = new RateTable(10, 5, 42);

  @Test
  void aBurstIsLetThroughAndThenOneForEveryTokenThatComesBack() {
    assertEquals(5, taken(7, 100, 0));
    assertEquals(0, taken(7, 100, SECOND / 10 - 1_000));
    assertEquals(1, taken(7, 100, SECOND / 10));
    assertEquals(3, taken(7, 100, 4 * SECOND / 10));
  }

  @Test
  void aBucketNeverHoldsMoreThanTheBurst() {
    assertEquals(5, taken(7, 100, 3_600 * SECOND));
    assertEquals(5, taken(7, 100, 7_200 * SECOND));
  }

  @Test
  void clientsDoNotShareABucket() {
    assertEquals(5, taken(7, 100, 0));
    assertEquals(5, taken(8, 100, 0));
  }

  @Test
  void aMillionClientsEmptyNobodyElsesBucket() {
    LongStream.range(1_000, 1_001_000).forEach(client -> table.take(client, 0));
    assertEquals(5, taken(7, 100, 1));
  }

  @Test
  void theClocksWrapLocksNobodyOut() {
    long wrap = (1L << 44) * 1_000;
    assertEquals(5, taken(7, 100, wrap - SECOND));
    assertEquals(5, taken(7, 100, wrap + SECOND));
    assertEquals(0, taken(7, 100, wrap + SECOND + 1_000));
    assertEquals(5, taken(7, 100, wrap + 60 * SECOND));
  }

  @Test
  void aTokenIsTakenOnceHoweverManyThreadsWantIt() throws Exception {
    var busy = new RateTable(1, 10_000, 42);
    var got = new AtomicInteger();
    Thread[] threads =
        IntStream.range(0, 4)
            .mapToObj(i ->
                Thread.ofPlatform()
                    .start(() -> {
                      for (int n = 0; n < 5_000; n++) {
                        if (busy.take(7, 0)) {
                          got.incrementAndGet();
                        }
                      }
                    }))
            .toArray(Thread[]::new);
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(10_000, got.get());
  }

  @Test
  void aRefusedClientLearnsTheWholeSecondsToWait() {
    var slow = new RateTable(1, 3, 42);
    for (int n = 0; n < 3; n++) {
      assertEquals(0, slow.takeOrWait("a", 0));
    }
    assertEquals(1, slow.takeOrWait("a", 0));
    assertEquals(1, slow.takeOrWait("a", SECOND - 1_000));
    assertEquals(0, slow.takeOrWait("a", SECOND));
    assertEquals(0, slow.takeOrWait("b", 0));
  }

  @Test
  void whatWasRefusedCostsNothing() {
    assertEquals(5, taken(7, 1_000, 0));
    assertEquals(1, taken(7, 1_000, SECOND / 10));
  }

  @Test
  void withoutARateEveryBucketStaysFull() {
    var open = new RateTable(0, 1, 42);
    for (int n = 0; n < 1_000; n++) {
      assertEquals(0, open.takeOrWait("a", 0));
    }
  }

  private int taken(long client, int wanted, long now) {
    return (int) IntStream.range(0, wanted).filter(i -> table.take(client, now)).count();
  }
}
