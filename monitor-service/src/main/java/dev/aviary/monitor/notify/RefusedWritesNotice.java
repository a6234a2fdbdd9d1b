package dev.aviary.monitor.notify;

import dev.aviary.contract.redis.RedisWritability;
import dev.aviary.contract.redis.RedisWritability.WriteStop;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells listeners at once that Redis refuses writes: the timeline, which they are told from, takes
 * none then. At most once an hour, as the mail about it.
 */
final class RefusedWritesNotice implements RedisWritability.Listener {
  private static final Duration QUIET = Duration.ofHours(1);

  private final Messages messages;
  private final List<Recipient> recipients;
  private final Runnable wake;
  private @Nullable Instant lastTold;

  RefusedWritesNotice(Messages messages, List<Recipient> recipients, Runnable wake) {
    this.messages = messages;
    this.recipients = recipients;
    this.wake = wake;
  }

  @Override
  public void refused(WriteStop stop) {
    if (lastTold == null || lastTold.plus(QUIET).isBefore(stop.since())) {
      lastTold = stop.since();
      Message message = messages.of(stop);
      recipients.forEach(each -> each.urgent(message));
      wake.run();
    }
  }

  /** The timeline's line says it then. */
  @Override
  public void over(WriteStop stop, Instant until) {
    recipients.forEach(each -> each.urgent(null));
  }
}
