package dev.aviary.contract.loop;

import dev.aviary.contract.log.Repetitions;
import dev.aviary.contract.redis.RedisFailure;
import io.lettuce.core.RedisException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A task that is done again and again by one daemon thread: a round, a pause, the next round. A
 * notice ends the pause early.
 *
 * <p>A round that throws is followed by another one after a growing wait, which a notice does not
 * end. The first failure of a kind is logged with its stack, repetitions are counted. Only a
 * failure of the virtual machine ends the loop ({@link VirtualMachineError} except {@link
 * StackOverflowError}); on a full heap the services' JVM ends as a whole.
 *
 * <p>{@link BackgroundLoops} makes loops and shows their state in {@code /health}.
 */
public final class BackgroundLoop implements AutoCloseable {
  /** How long {@link #close} waits for the round under way before it interrupts it. */
  static final Duration GRACE = Duration.ofSeconds(8);

  /** How long it waits after that. */
  static final Duration INTERRUPTED = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(BackgroundLoop.class);
  private static final Duration LEAST_WAIT = Duration.ofMillis(100);

  /** The longest wait for what may be a fault of the service. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  /** The longest wait for Redis: it is used again as soon as it is back. */
  private static final Duration REDIS_WAIT = Duration.ofSeconds(1);

  private final String name;
  private final Supplier<Duration> pause;
  private final Round round;
  private final Repetitions kinds = new Repetitions();
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean noticed;
  private volatile boolean closed;
  private volatile LoopState state = new LoopState.New();

  BackgroundLoop(String name, Supplier<Duration> pause, Round round) {
    this.name = name;
    this.pause = pause;
    this.round = round;
    // A platform thread: a virtual one that wakes by the clock wakes two others each time.
    this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
  }

  /** What is done in each round. */
  @FunctionalInterface
  public interface Round {
    void run() throws InterruptedException;
  }

  public String name() {
    return name;
  }

  public LoopState state() {
    return state;
  }

  public void start() {
    state = new LoopState.Working();
    thread.start();
  }

  /** Begins the next round without a pause; one that is under way is followed by another. */
  public void wake() {
    lock.lock();
    try {
      noticed = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Ends after the round that is under way, and returns within 9 s. Only a round that takes longer
   * than 8 s is interrupted: what it was writing would be neither done nor undone.
   */
  @Override
  public void close() {
    endSoon();
    try {
      if (thread.getState() != Thread.State.NEW && !thread.join(GRACE)) {
        thread.interrupt();
        if (!thread.join(INTERRUPTED)) {
          LOG.atWarn().addKeyValue("loop", name).log("A loop did not end in time");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Begins no other round. */
  void endSoon() {
    closed = true;
    wake();
  }

  private void run() {
    try {
      while (!closed) {
        once();
      }
      state = new LoopState.Closed();
    } catch (VirtualMachineError e) {
      state = new LoopState.Ended(Instant.now(), e.toString());
      LOG.atError()
          .setCause(e)
          .addKeyValue("loop", name)
          .log("A loop ended for good; restart the service");
      throw e;
    }
  }

  private void once() {
    try {
      round.run();
      succeeded();
      await(pause.get(), true);
    } catch (StackOverflowError e) {
      failed(e);
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Throwable e) {
      failed(e);
    }
  }

  private void succeeded() {
    if (state instanceof LoopState.Failing failing) {
      LOG.atInfo()
          .addKeyValue("loop", name)
          .addKeyValue("failed_rounds", failing.rounds())
          .log("A loop works again");
    }
    state = new LoopState.Working();
  }

  private void failed(Throwable failure) {
    if (closed) {
      return;
    }
    boolean passes = failure instanceof RedisException redis && RedisFailure.of(redis).passes();
    int rounds = 1;
    Instant since = Instant.now();
    if (state instanceof LoopState.Failing before) {
      rounds += before.rounds();
      since = before.since();
    }
    state = new LoopState.Failing(since, rounds, passes, failure.toString());
    log(failure, passes, rounds);
    try {
      await(wait(passes, rounds), false);
    } catch (InterruptedException e) {
      LOG.atDebug().addKeyValue("loop", name).log("Interrupted");
    }
  }

  private void log(Throwable failure, boolean passes, int rounds) {
    if (passes) {
      // The watch of Redis logs this once; a stack of its client says no more.
      LOG.atDebug()
          .addKeyValue("loop", name)
          .addKeyValue("reason", failure.toString())
          .log("Waits");
      return;
    }
    long times = kinds.add(kind(failure));
    if (times == 1) {
      LOG.atError().setCause(failure).addKeyValue("loop", name).log("A round of a loop failed");
    } else if (Long.toString(times).matches("10+")) {
      LOG.atError()
          .addKeyValue("loop", name)
          .addKeyValue("reason", failure.toString())
          .addKeyValue("times", times)
          .addKeyValue("in_a_row", rounds)
          .log("A round of a loop failed again");
    }
  }

  /** The type of a failure and where it was thrown; its message may differ each time. */
  private static String kind(Throwable failure) {
    StackTraceElement[] stack = failure.getStackTrace();
    return failure.getClass().getName() + (stack.length == 0 ? "" : " " + stack[0]);
  }

  /** The usual pause at first, within what is sensible after a failure. */
  private Duration wait(boolean passes, int rounds) {
    Duration longest = passes ? REDIS_WAIT : LONGEST_WAIT;
    long first = Math.clamp(usualMillis(), LEAST_WAIT.toMillis(), longest.toMillis());
    return new Backoff(Duration.ofMillis(first), longest)
        .after(rounds, RandomGenerator.getDefault());
  }

  private long usualMillis() {
    try {
      return pause.get().toMillis();
    } catch (RuntimeException e) {
      return 0;
    }
  }

  /** Returns when it is over, the loop is closed, or a notice came that counts. */
  private void await(Duration most, boolean notices) throws InterruptedException {
    long left = most.toNanos();
    lock.lockInterruptibly();
    try {
      while (!closed && !(notices && noticed) && left > 0) {
        left = changed.awaitNanos(left);
      }
      noticed = false;
    } finally {
      lock.unlock();
    }
  }
}
