package dev.aviary.monitor.loop;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A task that is done again and again, by one virtual thread: after each pause, or at once when
 * nudged. A pass that fails is logged and the next one comes all the same.
 */
public final class Loop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
  private static final Duration GRACE = Duration.ofSeconds(8);

  private final Duration pause;
  private final Runnable task;
  private final Semaphore nudges = new Semaphore(0);
  private final Thread thread;
  private volatile boolean closed;

  private Loop(String name, Duration pause, Runnable task) {
    this.pause = pause;
    this.task = task;
    this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
  }

  public static Loop start(String name, Duration pause, Runnable task) {
    Loop loop = new Loop(name, pause, task);
    loop.thread.start();
    return loop;
  }

  /** Begins the next pass without a pause. */
  public void nudge() {
    nudges.release();
  }

  /**
   * Ends after the pass that is under way. Only a pass that takes too long is interrupted: what it
   * was writing would be neither done nor undone.
   */
  @Override
  public void close() {
    closed = true;
    nudge();
    try {
      if (!thread.join(GRACE)) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!closed) {
      try {
        task.run();
      } catch (RuntimeException e) {
        LOG.atError().setCause(e).addKeyValue("loop", thread.getName()).log("A pass failed");
      }
      try {
        nudges.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS);
        nudges.drainPermits();
      } catch (InterruptedException e) {
        return;
      }
    }
  }
}
