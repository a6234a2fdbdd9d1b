package dev.aviary.monitor.mail;

import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.AbstractHealthIndicator;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;

/** How long the oldest mail waits, and why. Alerts are withdrawn and recorded without mail. */
@Singleton
final class MailHealth extends AbstractHealthIndicator<Map<String, Object>> {
  /** Answered with 200: what a restart cannot mend. */
  static final HealthStatus DELAYED =
      new HealthStatus("DELAYED", "mails wait for the mail server", true, null);

  private final MailSettings settings;
  private final MailStatus status;

  MailHealth(MailSettings settings, MailStatus status) {
    this.settings = settings;
    this.status = status;
  }

  @Override
  protected Map<String, Object> getHealthInformation() {
    healthStatus = status.delayed() ? DELAYED : HealthStatus.UP;
    var details = new LinkedHashMap<String, Object>();
    details.put("configured", settings.complete());
    var waiting = status.waiting();
    details.put("waiting", waiting.mails());
    if (waiting.oldest() != null) {
      details.put("oldestSince", waiting.oldest());
      details.put("oldestSeconds", status.oldestAge().toSeconds());
    }
    String reason = status.reason();
    if (reason != null) {
      details.put("reason", reason);
    }
    return details;
  }

  @Override
  protected String getName() {
    return "mail";
  }
}
