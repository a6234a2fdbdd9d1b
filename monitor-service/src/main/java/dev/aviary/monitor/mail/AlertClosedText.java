package dev.aviary.monitor.mail;

import dev.aviary.monitor.record.Alert;
import dev.aviary.monitor.record.AlertClosing;
import dev.aviary.monitor.record.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The mail that an alert closed: how, after how long, and how bad it was. */
final class AlertClosedText {
  private AlertClosedText() {}

  static String subject(Alert alert) {
    return String.format(
        Locale.ROOT,
        "%s: the alert about %s is closed",
        alert.culprit().app(),
        alert.culprit().slot().id());
  }

  static String of(Alert alert) {
    var lines = new ArrayList<String>();
    AlertClosing closing = alert.closing();
    lines.add(how(alert, closing));
    for (Finding finding : alert.findings()) {
      Instant killedAt = finding.killedAt();
      if (killedAt != null) {
        lines.add(
            "The kernel killed a process in it for memory at " + CulpritFacts.time(killedAt) + ".");
        continue;
      }
      if (!finding.metric().isSampled()) {
        lines.addAll(finding.reasons());
        continue;
      }
      lines.add(
          String.format(
              Locale.ROOT,
              "%s peaked at %.1f %%; the threshold is %.0f %%.",
              finding.metric().title(),
              finding.peak(),
              finding.threshold()));
    }
    lines.add(stands(alert));
    lines.add("");
    lines.addAll(CulpritFacts.of(alert));
    if (closing != null) {
      lines.add(CulpritFacts.line("closed", CulpritFacts.time(closing.at())));
      lines.add(CulpritFacts.line("open for", duration(closing.seconds())));
    }
    return String.join("\n", lines) + "\n";
  }

  private static String how(Alert alert, @Nullable AlertClosing closing) {
    String name = alert.culprit().name();
    if (closing != null && closing.cause() == AlertClosing.Cause.GONE) {
      return "The container " + name + " no longer runs.";
    }
    return JudgementText.in(alert).isPresent()
        ? "The visitors of both tracks fare well again."
        : "The container " + name + " is well under its thresholds again.";
  }

  private static String stands(Alert alert) {
    return switch (alert.measure()) {
      case WITHDRAWN ->
          "The canary stays withdrawn: its commit comes back only with force and a reason.";
      case KEPT, DRY, REPORTED -> "Nothing was taken out of the traffic.";
    };
  }

  private static String duration(long seconds) {
    Duration open = Duration.ofSeconds(seconds);
    return open.toHours() > 0
        ? "%d h %d min".formatted(open.toHours(), open.toMinutesPart())
        : "%d min %d s".formatted(open.toMinutes(), open.toSecondsPart());
  }
}
