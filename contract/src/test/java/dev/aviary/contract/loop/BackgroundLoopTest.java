package dev.aviary.contract.loop;

import static dev.aviary.contract.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionException;
import io.micronaut.health.HealthStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

final class BackgroundLoopTest {
  private static final Duration LONG = Duration.ofHours(1);
  private static final Logger LOG = (Logger) LoggerFactory.getLogger(BackgroundLoop.class);

  private final BackgroundLoops loops = new BackgroundLoops();
  private final LoopHealth health = new LoopHealth(loops);
  private final AtomicInteger rounds = new AtomicInteger();
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void listen() {
    log.start();
    LOG.setLevel(Level.INFO);
    LOG.addAppender(log);
  }

  @AfterEach
  void close() {
    loops.close();
    LOG.detachAppender(log);
    LOG.setLevel(null);
  }

  @Test
  void roundsFollowOneAnotherAfterThePause() {
    start(Duration.ofMillis(1), rounds::incrementAndGet);
    eventually("ten rounds", () -> rounds.get() >= 10);
  }

  @Test
  void aNoticeEndsThePause() {
    BackgroundLoop loop = start(LONG, rounds::incrementAndGet);
    eventually("the first round", () -> rounds.get() == 1);
    loop.wake();
    eventually("the second round", () -> rounds.get() == 2);
  }

  @Test
  void aNoticeDuringARoundIsFollowedByAnotherRound() {
    var begun = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    BackgroundLoop loop =
        start(
            LONG,
            () -> {
              begun.countDown();
              goOn.await();
              rounds.incrementAndGet();
            });
    eventually("begun", () -> begun.getCount() == 0);
    loop.wake();
    goOn.countDown();
    eventually("another round", () -> rounds.get() == 2);
  }

  @Test
  void anErrorOfARoundEndsNoLoop() {
    start(
        Duration.ofMillis(1),
        () -> {
          if (rounds.incrementAndGet() == 1) {
            throw new NoClassDefFoundError("missing");
          } else if (rounds.get() == 2) {
            throw new StackOverflowError();
          }
        });
    eventually("goes on", () -> rounds.get() >= 5);
    assertFalse(down());
  }

  @Test
  void aFailureIsLoggedWithItsStackOnceAndThenCounted() {
    start(
        Duration.ofMillis(1),
        () -> {
          rounds.incrementAndGet();
          throw new IllegalStateException("round " + rounds.get());
        });
    eventually("five rounds", () -> rounds.get() >= 5);
    List<ILoggingEvent> errors = List.copyOf(log.list);
    assertEquals(1, errors.size(), errors.toString());
    assertNotNull(errors.getFirst().getThrowableProxy());
    assertTrue(errors.getFirst().getKeyValuePairs().toString().contains("test-loop"));
  }

  @Test
  void aLoopThatFailsAgainAndAgainIsDownUntilARoundSucceeds() {
    var broken = new AtomicBoolean(true);
    start(
        Duration.ofMillis(1),
        () -> {
          if (broken.get()) {
            throw new IllegalStateException("broken");
          }
        });
    eventually("down", () -> down());
    String told = told();
    assertTrue(told.startsWith("failing since ") && told.endsWith("broken"), told);
    broken.set(false);
    eventually("up", () -> !down());
    assertEquals(Map.of(), details());
    assertEquals("A loop works again", log.list.getLast().getMessage());
  }

  @Test
  void aRedisThatIsAwayOrFullIsShownAndNeitherAFaultOfTheLoopNorAStackInTheLog() {
    var full = new RedisCommandExecutionException("OOM command not allowed when used memory > ...");
    start(
        Duration.ofMillis(1),
        () -> {
          if (rounds.incrementAndGet() % 2 == 0) {
            throw full;
          }
          throw new RedisConnectionException("refused");
        });
    eventually("many rounds", () -> rounds.get() > LoopHealth.FAILED + 2);
    assertFalse(down());
    assertTrue(told().startsWith("failing since "));
    log.list.forEach(each -> assertNull(each.getThrowableProxy()));
  }

  @Test
  void aCommandThatRedisRefusesForItselfIsAFaultOfTheLoop() {
    start(
        Duration.ofMillis(1),
        () -> {
          throw new RedisCommandExecutionException("WRONGTYPE Operation against a key");
        });
    eventually("down", () -> down());
  }

  @Test
  void aFailureOfTheVirtualMachineEndsTheLoopAndIsDownForGood() {
    BackgroundLoop loop =
        start(
            Duration.ofMillis(1),
            () -> {
              throw new InternalError("broken machine");
            });
    eventually("ended", () -> loop.state() instanceof LoopState.Ended);
    assertTrue(down());
    assertTrue(told().contains("restart the service"));
  }

  @Test
  void aStrayInterruptEndsNoLoop() {
    start(
        Duration.ofMillis(1),
        () -> {
          rounds.incrementAndGet();
          Thread.currentThread().interrupt();
        });
    eventually("goes on", () -> rounds.get() >= 3);
  }

  @Test
  void closingWaitsForTheRoundUnderWayAndBeginsNoOther() {
    var begun = new CountDownLatch(1);
    var done = new AtomicBoolean();
    BackgroundLoop loop =
        start(
            Duration.ZERO,
            () -> {
              begun.countDown();
              Thread.sleep(50);
              rounds.incrementAndGet();
              done.set(true);
            });
    eventually("begun", () -> begun.getCount() == 0);
    loop.close();
    int after = rounds.get();
    assertTrue(done.get());
    assertInstanceOf(LoopState.Closed.class, loop.state());
    assertEquals(after, rounds.get());
    assertFalse(down());
  }

  @Test
  void closingEndsTheWaitAfterAFailure() {
    BackgroundLoop loop =
        start(
            LONG,
            () -> {
              rounds.incrementAndGet();
              throw new IllegalStateException("broken");
            });
    eventually("failed", () -> loop.state() instanceof LoopState.Failing);
    loop.close();
    assertEquals(1, rounds.get());
  }

  @Test
  void aLoopThatWasNeverStartedIsClosedAtOnce() {
    BackgroundLoop loop = loops.make("test-loop", LONG, rounds::incrementAndGet);
    loop.close();
    assertFalse(loop.state() instanceof LoopState.Working);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 100, 1_000_000})
  void theWaitGrowsUpToItsLimitAndIsNeverShorterThanHalf(int failures) {
    var backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10));
    long whole = failures < 7 ? 100L << (failures - 1) : 10_000;
    var random = new Random(1);
    for (int i = 0; i < 100; i++) {
      long wait = backoff.after(failures, random).toMillis();
      assertTrue(wait >= whole / 2 && wait <= whole, wait + " of " + whole);
    }
  }

  private BackgroundLoop start(Duration pause, BackgroundLoop.Round round) {
    BackgroundLoop loop = loops.make("test-loop", pause, round);
    loop.start();
    return loop;
  }

  private boolean down() {
    return health.result().getStatus().equals(HealthStatus.DOWN);
  }

  private Map<?, ?> details() {
    return (Map<?, ?>) health.result().getDetails();
  }

  private String told() {
    return String.valueOf(details().get("test-loop"));
  }
}
