package dev.aviary.monitor.alert;

import dev.aviary.contract.event.Event;
import dev.aviary.contract.route.Withdrawal;
import dev.aviary.monitor.record.Alert;
import dev.aviary.monitor.record.AlertClosing;
import dev.aviary.monitor.record.CpuDemand;
import dev.aviary.monitor.record.Finding;
import java.time.Instant;
import java.util.Locale;

/** How an alert reads in the timeline and as the reason of a withdrawal. */
final class Reasons {
  private static final String MONITOR = "monitor";
  private static final String WITHDRAWN = "canary-withdrawn";
  private static final String DRY = "canary-would-be-withdrawn";

  private Reasons() {}

  static Withdrawal withdrawal(Alert alert) {
    return new Withdrawal(
        alert.culprit().commit(),
        alert.culprit().deployment(),
        why(alert.findings().getLast()),
        alert.openedAt(),
        MONITOR);
  }

  static Event opened(Alert alert) {
    return event(
        alert.openedAt(),
        switch (alert.measure()) {
          case WITHDRAWN -> WITHDRAWN;
          case DRY -> DRY;
          case KEPT, REPORTED -> "alert-opened";
        },
        alert,
        why(alert.findings().getLast()));
  }

  static Event joined(Alert alert, Finding finding, Instant at) {
    return event(at, "alert-joined", alert, why(finding));
  }

  static Event withdrawn(Alert alert, Finding finding, Instant at) {
    return event(at, WITHDRAWN, alert, why(finding));
  }

  static Event dry(Alert alert, Finding finding, Instant at) {
    return event(at, DRY, alert, why(finding));
  }

  static Event closed(Alert alert, AlertClosing closing) {
    String how =
        switch (closing.cause()) {
          case CLEARED -> "it is well under its threshold again";
          case GONE -> "the container no longer runs";
        };
    return event(closing.at(), "alert-closed", alert, "after " + closing.seconds() + " s: " + how);
  }

  static String why(Finding finding) {
    if (finding.killedAt() != null) {
      return "the kernel killed a process in it for memory at "
          + finding.killedAt()
          + ": the container was at its limit";
    }
    if (!finding.metric().isSampled()) {
      return String.join("; ", finding.reasons());
    }
    CpuDemand demand = finding.demand();
    if (demand != null) {
      return wants(finding, demand);
    }
    return String.format(
        Locale.ROOT,
        "%s is at %.1f %% (mean of %d s), over the threshold of %.0f %%",
        finding.metric().title(),
        finding.mean(),
        finding.meanSeconds(),
        finding.threshold());
  }

  private static String wants(Finding finding, CpuDemand demand) {
    String kept =
        demand.throttled() > 0
            ? String.format(
                Locale.ROOT, "its limit kept %.0f %% of a CPU from it", demand.throttled())
            : "";
    String busy =
        demand.competing() > 1
            ? String.format(
                Locale.ROOT,
                "the host was busy (%.0f %%, %.1f competed for each CPU)",
                demand.hostBusy(),
                demand.competing())
            : "";
    return String.format(
        Locale.ROOT,
        "it wants about %.0f %% of a CPU (mean of %d s), over the threshold of %.0f %%, and was"
            + " given %.0f %%: %s; it used %.0f times what a stable container does for as many"
            + " requests",
        finding.mean(),
        finding.meanSeconds(),
        finding.threshold(),
        demand.given(),
        busy.isEmpty() || kept.isEmpty() ? busy + kept : busy + " and " + kept,
        demand.timesStable());
  }

  private static Event event(Instant at, String what, Alert alert, String why) {
    return new Event(
        at, MONITOR, what, alert.culprit().app(), alert.id(), alert.culprit().name() + ": " + why);
  }
}
