package dev.aviary.contract.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.util.Timeout;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RestingTimerTest {
  private final RestingTimer timer = new RestingTimer("timer-under-test");

  @AfterEach
  void stop() {
    timer.stop();
  }

  @Test
  void aTaskRunsNotBeforeItsTimeAndEarlierOnesFirst() throws InterruptedException {
    List<Long> ran = new CopyOnWriteArrayList<>();
    var done = new CountDownLatch(3);
    long begin = System.nanoTime();
    for (long millis : List.of(120L, 40L, 80L)) {
      timer.newTimeout(
          _ -> {
            assertTrue(System.nanoTime() - begin >= TimeUnit.MILLISECONDS.toNanos(millis));
            ran.add(millis);
            done.countDown();
          },
          millis,
          TimeUnit.MILLISECONDS);
    }
    assertTrue(done.await(1, TimeUnit.MINUTES));
    assertEquals(List.of(40L, 80L, 120L), ran);
  }

  @Test
  void aTaskThatIsCancelledDoesNotRun() {
    var other = new CompletableFuture<Boolean>();
    Timeout cancelled = timer.newTimeout(_ -> other.complete(false), 30, TimeUnit.MILLISECONDS);
    assertTrue(cancelled.cancel());
    assertFalse(cancelled.cancel());
    timer.newTimeout(_ -> other.complete(true), 60, TimeUnit.MILLISECONDS);
    assertTrue(other.join());
    assertTrue(cancelled.isCancelled());
    assertFalse(cancelled.isExpired());
  }

  @Test
  void aTaskThatFailsTakesNoneOfTheOthersWithIt() {
    var after = new CompletableFuture<String>();
    timer.newTimeout(
        _ -> {
          throw new AssertionError("on purpose");
        },
        1,
        TimeUnit.MILLISECONDS);
    timer.newTimeout(_ -> after.complete("ran"), 20, TimeUnit.MILLISECONDS);
    assertEquals("ran", after.join());
  }

  @Test
  void commandsThatAreAnsweredWakeNobody() {
    long limit = ClientBehaviour.COMMAND.toMillis();
    var rests = new CompletableFuture<Void>();
    timer.newTimeout(_ -> rests.complete(null), 20, TimeUnit.MILLISECONDS);
    rests.join();
    long before = timer.rounds();
    List<Timeout> waiting = new ArrayList<>();
    for (int n = 0; n < 1_000; n++) {
      waiting.add(timer.newTimeout(_ -> {}, limit, TimeUnit.MILLISECONDS));
    }
    waiting.forEach(Timeout::cancel);
    // The rest may have ended meanwhile, once for each 2.5 s that this took.
    assertTrue(timer.rounds() - before < 100, () -> "woke " + (timer.rounds() - before));
    assertEquals(Set.of(), timer.stop());
  }

  @Test
  void whatWaitsIsHandedBackAtTheEnd() {
    Timeout waiting = timer.newTimeout(_ -> {}, 1, TimeUnit.HOURS);
    assertEquals(Set.of(waiting), timer.stop());
    assertThrows(IllegalStateException.class, () -> timer.newTimeout(_ -> {}, 1, TimeUnit.SECONDS));
  }
}
