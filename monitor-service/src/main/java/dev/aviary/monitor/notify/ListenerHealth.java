package dev.aviary.monitor.notify;

import dev.aviary.monitor.notify.Recipient.Standing;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.AbstractHealthIndicator;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How each listener stands. Nothing else waits for one. */
@Singleton
final class ListenerHealth extends AbstractHealthIndicator<Map<String, Object>> {
  /** Answered with 200: what a restart cannot mend. */
  static final HealthStatus DELAYED =
      new HealthStatus("DELAYED", "a listener does not accept its messages", true, null);

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Recipients recipients;
  private final InstantSource clock;

  ListenerHealth(Recipients recipients, InstantSource clock) {
    this.recipients = recipients;
    this.clock = clock;
  }

  @Override
  protected Map<String, Object> getHealthInformation() {
    var details = new LinkedHashMap<String, Object>();
    boolean delayed = false;
    for (Recipient each : recipients.all()) {
      Standing standing = each.standing();
      delayed |= standing.refusedSince() != null || late(standing.oldest());
      details.put(each.listener().name(), details(each.listener(), standing));
    }
    healthStatus = delayed ? DELAYED : HealthStatus.UP;
    return details;
  }

  private boolean late(@Nullable Instant oldest) {
    return oldest != null && oldest.plus(PATIENCE).isBefore(clock.instant());
  }

  private static Map<String, Object> details(Listener listener, Standing standing) {
    var details = new LinkedHashMap<String, Object>();
    details.put("form", listener.form().id());
    details.put("waiting", standing.waiting());
    if (standing.oldest() != null) {
      details.put("oldestSince", standing.oldest());
    }
    if (standing.refusedSince() != null) {
      details.put("refusedSince", standing.refusedSince());
    }
    if (standing.reason() != null) {
      details.put("reason", standing.reason());
    }
    return details;
  }

  @Override
  protected String getName() {
    return "listeners";
  }
}
