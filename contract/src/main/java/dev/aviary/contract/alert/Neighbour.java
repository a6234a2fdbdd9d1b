package dev.aviary.contract.alert;

import dev.aviary.contract.app.Check;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;

/**
 * A stable container of the same app, at the time an alert opened.
 *
 * @param slot the slot's name
 * @param mean percent, over the same seconds as the culprit's
 * @param lastMinute percent, oldest first
 */
@Serdeable
public record Neighbour(String slot, double mean, List<Double> lastMinute) {
  public Neighbour {
    Check.text(slot, "slot");
    lastMinute = Check.list(lastMinute, "lastMinute");
  }
}
