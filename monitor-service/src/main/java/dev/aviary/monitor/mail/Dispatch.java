package dev.aviary.monitor.mail;

import dev.aviary.monitor.mail.DeliveryResult.Again;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The sending of one mail: what is under way of it, and when it is due again. */
final class Dispatch {
  /** Redis was away while the letter was written, or there is a fault of ours. */
  private static final Duration AFTER_A_FAULT = Duration.ofSeconds(10);

  private @Nullable LetterDelivery delivery;
  private @Nullable Thread thread;
  private boolean running;
  private long dueAt;

  /**
   * @param dueAt monotonic, in nanoseconds
   */
  Dispatch(long dueAt) {
    this.dueAt = dueAt;
  }

  boolean running() {
    return running;
  }

  long dueAt() {
    return dueAt;
  }

  /** Sends it on a thread of its own, which hands back the result. */
  void run(
      Supplier<Optional<Letter>> letter,
      Function<Letter, LetterDelivery> delivering,
      Consumer<DeliveryResult> then) {
    running = true;
    thread =
        Thread.ofVirtual().name("dispatch").start(() -> then.accept(attempt(letter, delivering)));
  }

  /** Called by the postman when it has taken the result. */
  void ended() {
    running = false;
  }

  void later(Duration pause) {
    dueAt = System.nanoTime() + pause.toNanos();
  }

  void join(long deadline) {
    Thread running = thread;
    long left = deadline - System.nanoTime();
    if (running == null || left <= 0) {
      return;
    }
    try {
      running.join(Duration.ofNanos(left));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The letter is written once: a second copy must say the same as the first. */
  private DeliveryResult attempt(
      Supplier<Optional<Letter>> letter, Function<Letter, LetterDelivery> delivering) {
    try {
      if (delivery == null) {
        delivery = letter.get().map(delivering).orElse(null);
      }
      LetterDelivery next = delivery;
      return next == null ? new DeliveryResult.Nothing() : next.attempt(System.nanoTime());
    } catch (RuntimeException e) {
      return new Again(AFTER_A_FAULT, Failures.reason(e));
    }
  }
}
