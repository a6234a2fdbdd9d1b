package dev.aviary.monitor.mail;

import dev.aviary.monitor.mail.SendResult.Postponed;
import dev.aviary.monitor.mail.SendResult.RecipientRefused;
import dev.aviary.monitor.mail.SendResult.ServerAway;
import dev.aviary.monitor.mail.SendResult.Taken;
import dev.aviary.monitor.mail.SendResult.Unconfirmed;
import dev.aviary.monitor.record.MailCopy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What became of one recipient's copy of a letter, and from when on it may be sent again.
 *
 * @param notBefore monotonic, in nanoseconds
 */
record Copy(Optional<SendResult> last, RetryPause pause, long notBefore) {
  static final Copy UNTRIED = new Copy(Optional.empty(), RetryPause.OF_FAILURES, 0);

  /**
   * As it was kept.
   *
   * @param at the moment of {@code now}
   * @param now monotonic, in nanoseconds
   */
  static Copy of(MailCopy kept, Instant at, long now) {
    return switch (kept) {
      case MailCopy.Taken() -> new Copy(Optional.of(new Taken()), RetryPause.OF_FAILURES, now);
      case MailCopy.Unconfirmed(int attempts, Instant notBefore, String reason) -> {
        RetryPause pause = RetryPause.OF_SILENCE.after(attempts);
        Duration left = Duration.between(at, notBefore);
        // Of a clock that was set back since.
        Duration most = pause.pause();
        Duration wait = left.compareTo(most) < 0 ? left : most;
        yield new Copy(Optional.of(new Unconfirmed(reason)), pause, now + wait.toNanos());
      }
    };
  }

  /** What must be known after a restart; nothing where it may simply be sent. */
  Optional<MailCopy> toKeep(Instant at, long now) {
    return switch (last.orElse(null)) {
      case Taken() -> Optional.of(new MailCopy.Taken());
      case Unconfirmed(String reason) ->
          Optional.of(
              new MailCopy.Unconfirmed(pause.failures(), at.plusNanos(notBefore - now), reason));
      case null, default -> Optional.empty();
    };
  }

  Copy after(SendResult result, long now) {
    RetryPause kind =
        switch (result) {
          case Unconfirmed unconfirmed -> RetryPause.OF_SILENCE;
          case RecipientRefused refused -> RetryPause.OF_REFUSALS;
          default -> RetryPause.OF_FAILURES;
        };
    if (result instanceof ServerAway) {
      return new Copy(Optional.of(result), pause, now);
    }
    RetryPause next = (kind.backoff().equals(pause.backoff()) ? pause : kind).more();
    return new Copy(Optional.of(result), next, now + next.pause().toNanos());
  }

  boolean isDue(long now) {
    return last.isEmpty() || now - notBefore >= 0;
  }

  /** Whether it may get there by being sent again. */
  boolean isOpen() {
    return last.isEmpty()
        || last.get() instanceof Unconfirmed
        || last.get() instanceof Postponed
        || last.get() instanceof ServerAway;
  }
}
