package dev.aviary.monitor.record;

import dev.aviary.contract.app.Check;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stable container of the same app, at the time an alert opened.
 *
 * @param slot the slot's name
 * @param mean percent, over the same seconds as the culprit's
 * @param lastMinute percent, oldest first
 * @param killedAt when the kernel last killed a process of it for memory, if that is not long ago
 */
@Serdeable
public record StableMean(
    String slot, double mean, List<Double> lastMinute, @Nullable Instant killedAt) {
  public StableMean {
    Check.text(slot, "slot");
    lastMinute = Check.list(lastMinute, "lastMinute");
  }

  /** One of which the kernel killed no process. */
  public StableMean(String slot, double mean, List<Double> lastMinute) {
    this(slot, mean, lastMinute, null);
  }
}
