package dev.aviary.monitor.mail;

import dev.aviary.monitor.record.CpuDemand;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says of a canary that was given little CPU why it is taken to want more. */
final class DemandText {
  private DemandText() {}

  static List<String> of(CpuDemand demand) {
    var lines = new ArrayList<String>();
    lines.add(String.format(Locale.ROOT, "It was given %.1f %% of a CPU.", demand.given()));
    if (demand.competing() > 1) {
      lines.add(
          String.format(
              Locale.ROOT,
              "The host was busy: %.0f %% of its CPUs were in use, and %.1f processes wanted each.",
              demand.hostBusy(),
              demand.competing()));
    }
    if (demand.throttled() > 0) {
      lines.add(
          String.format(
              Locale.ROOT, "Its own limit kept %.0f %% of a CPU from it.", demand.throttled()));
    }
    lines.add("The stable containers had the same host. The canary used");
    lines.add(
        String.format(
            Locale.ROOT,
            "%.0f times what one of them uses for as many requests.",
            demand.timesStable()));
    return lines;
  }
}
