package dev.aviary.balancer.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LoopsTest {
  private final Loops loops = new Loops();

  @ParameterizedTest
  @ValueSource(classes = {IllegalStateException.class, StackOverflowError.class})
  void aTimerGoesOnAfterARoundThatThrowsAnythingAtAll(Class<? extends Throwable> thrown)
      throws Exception {
    var rounds = new Semaphore(0);
    Runnable body =
        () -> {
          rounds.release();
          throwIt(thrown);
        };
    try (var timer = Executors.newSingleThreadScheduledExecutor()) {
      Round round = loops.round("x", Duration.ofDays(1), body);
      timer.scheduleWithFixedDelay(round, 0, 1, TimeUnit.MILLISECONDS);
      assertTrue(rounds.tryAcquire(3, 15, TimeUnit.SECONDS));
    }
  }

  @Test
  void aLoopWhoseRoundsDoNotEndWellIsFaultyUntilOneDoes() {
    var failing = new AtomicInteger(1);
    Round round =
        loops.round(
            "x",
            Duration.ZERO,
            () -> {
              if (failing.get() > 0) {
                throw new IllegalStateException("on purpose");
              }
            });
    round.run();
    assertTrue(String.valueOf(loops.faults().get("x")).startsWith("no round has ended well"));
    failing.set(0);
    long before = System.nanoTime();
    round.run();
    assertTrue(round.fault(before).isEmpty());
  }

  @Test
  void aThreadThatEndedIsFaulty() throws Exception {
    Thread thread = Thread.ofVirtual().start(() -> {});
    thread.join();
    loops.add("ended", thread);
    loops.add("goes on", Thread.currentThread());
    assertEquals(Map.of("ended", "its thread ended"), loops.faults());
  }

  private static void throwIt(Class<? extends Throwable> thrown) {
    if (thrown == StackOverflowError.class) {
      throw new StackOverflowError("on purpose");
    }
    throw new IllegalStateException("on purpose");
  }
}
