package dev.aviary.flag.rounds;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread that makes one round after another until it is closed, whatever goes wrong with one. */
public final class Rounds implements AutoCloseable {
  /** The pause after a round that went wrong. */
  private static final Duration AGAIN = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

  private final Round round;
  private final Thread thread;
  private volatile boolean closed;

  public Rounds(String name, Round round) {
    this.round = round;
    this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  /** Ends the round under way, by an interrupt, and waits for its end. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (!closed) {
        once();
      }
    } catch (InterruptedException e) {
      LOG.atDebug().log("Stopped");
    }
  }

  private void once() throws InterruptedException {
    try {
      round.make();
    } catch (RuntimeException e) {
      LOG.atError().addKeyValue("thread", thread.getName()).setCause(e).log("A round went wrong");
      Thread.sleep(AGAIN);
    }
  }

  /** What is done in each round, with the pause before or after it. */
  @FunctionalInterface
  public interface Round {
    void make() throws InterruptedException;
  }
}
