package dev.aviary.monitor.mail;

import dev.aviary.monitor.record.Alert;
import dev.aviary.monitor.record.Culprit;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a mail says of the container that it is about. */
final class CulpritFacts {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private CulpritFacts() {}

  static List<String> of(Alert alert) {
    Culprit culprit = alert.culprit();
    var lines = new ArrayList<String>();
    lines.add(line("app", culprit.app()));
    lines.add(line("slot", culprit.slot().id()));
    lines.add(line("release", culprit.release()));
    lines.add(line("commit", culprit.commit()));
    lines.add(line("branch", culprit.branch()));
    lines.add(line("deployment", culprit.deployment()));
    lines.add(line("container", culprit.shortContainer() + " (" + culprit.name() + ")"));
    lines.add(line("opened", time(alert.openedAt())));
    lines.add(line("alert", alert.id()));
    return lines;
  }

  static String line(String name, String value) {
    return String.format(Locale.ROOT, "  %-12s%s", name, value);
  }

  static String time(Instant at) {
    return TIME.format(at);
  }
}
