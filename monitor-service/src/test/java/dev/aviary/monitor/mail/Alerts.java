package dev.aviary.monitor.mail;

import dev.aviary.contract.app.Slot;
import dev.aviary.monitor.record.Alert;
import dev.aviary.monitor.record.AlertAction;
import dev.aviary.monitor.record.AlertClosing;
import dev.aviary.monitor.record.Culprit;
import dev.aviary.monitor.record.Finding;
import dev.aviary.monitor.record.Metric;
import java.time.Instant;
import java.util.List;

/** Alerts that are over, about containers that do not exist. */
public final class Alerts {
  private Alerts() {}

  public static Alert about(String id, String name) {
    var culprit =
        new Culprit(
            id.substring(0, 12).repeat(5) + "0000",
            name,
            "bird",
            Slot.STABLE_1,
            Slot.STABLE_1.track(),
            "bird-0123456-1",
            "0123456789abcdef0123456789abcdef01234567",
            "master",
            "d-1");
    var finding = new Finding(Metric.CPU, 50, 90, 8, 99, List.of(90.0), List.of());
    var over = new AlertClosing(Instant.now(), 1, AlertClosing.Cause.CLEARED);
    return new Alert(id, culprit, AlertAction.REPORTED, Instant.now(), List.of(finding), over);
  }
}
