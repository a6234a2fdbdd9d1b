package dev.aviary.monitor.mail;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * How the mails that are due stand, as far as is known. Written by the postman, read by anybody.
 */
@Singleton
final class MailStatus {
  /** A mail that waits longer than this is told as delayed. */
  static final Duration DELAYED = Duration.ofMinutes(1);

  private final InstantSource clock;
  private volatile Waiting waiting = Waiting.NOTHING;
  private volatile @Nullable String reason;

  MailStatus(InstantSource clock, MeterRegistry registry) {
    this.clock = clock;
    Gauge.builder("aviary.mails.waiting", this, each -> each.waiting.mails())
        .description("mails in the outbox")
        .register(registry);
    Gauge.builder("aviary.mails.oldest.seconds", this, each -> each.oldestAge().toSeconds())
        .description("how long the oldest mail waits; 0 when none does")
        .register(registry);
  }

  /**
   * The mails in the outbox.
   *
   * @param oldest when the oldest was put there; null when nothing waits
   */
  record Waiting(long mails, @Nullable Instant oldest) {
    static final Waiting NOTHING = new Waiting(0, null);
  }

  void waits(Waiting now) {
    waiting = now;
    if (now.mails() == 0) {
      reason = null;
    }
  }

  /** Why a mail was not taken; null: one was. */
  void reason(@Nullable String why) {
    reason = why;
  }

  Waiting waiting() {
    return waiting;
  }

  /** Why the last one was not taken; null: it was, or no answer came yet. */
  @Nullable String reason() {
    return reason;
  }

  boolean delayed() {
    return oldestAge().compareTo(DELAYED) > 0;
  }

  Duration oldestAge() {
    Instant oldest = waiting.oldest();
    if (oldest == null) {
      return Duration.ZERO;
    }
    Duration age = Duration.between(oldest, clock.instant());
    return age.isNegative() ? Duration.ZERO : age;
  }
}
