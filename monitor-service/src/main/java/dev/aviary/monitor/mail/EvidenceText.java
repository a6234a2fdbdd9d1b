package dev.aviary.monitor.mail;

import dev.aviary.monitor.record.Finding;
import dev.aviary.monitor.record.StableMean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The values of the minute before a metric fired, the culprit's and its neighbours', as text. */
final class EvidenceText {
  private static final int PER_LINE = 10;
  private static final String INDENT = " ".repeat(14);

  private EvidenceText() {}

  static List<String> of(String slot, Finding finding) {
    if (finding.lastMinute().isEmpty()) {
      return List.of("There are no readings of it from the last minute.");
    }
    double top =
        Math.max(
            finding.threshold() * 2,
            values(finding).mapToDouble(Double::doubleValue).max().orElse(0));
    var lines = new ArrayList<String>();
    lines.add(
        finding.demand() == null
            ? finding.metric().title()
                + " in the last minute, in percent as `docker stats` prints it, oldest value first:"
            : "What it wanted, by estimate, and what stable was given, in percent of a CPU:");
    lines.addAll(series(slot, finding.mean(), finding.lastMinute(), top));
    for (StableMean stable : finding.stable()) {
      lines.addAll(series(stable.slot(), stable.mean(), stable.lastMinute(), top));
    }
    if (finding.stable().isEmpty()) {
      lines.add("  No stable container runs beside it, or there is no data of one.");
    }
    return lines;
  }

  private static Stream<Double> values(Finding finding) {
    return Stream.concat(
        finding.lastMinute().stream(),
        finding.stable().stream().flatMap(each -> each.lastMinute().stream()));
  }

  private static List<String> series(String slot, double mean, List<Double> values, double top) {
    var lines = new ArrayList<String>();
    lines.add("");
    lines.add(
        String.format(Locale.ROOT, "  %-12s%s  mean %.1f", slot, Sparkline.of(values, top), mean));
    for (int from = 0; from < values.size(); from += PER_LINE) {
      lines.add(INDENT + numbers(values.subList(from, Math.min(values.size(), from + PER_LINE))));
    }
    return lines;
  }

  private static String numbers(List<Double> values) {
    var line = new StringBuilder();
    values.forEach(value -> line.append(String.format(Locale.ROOT, "%6.1f", value)));
    return line.toString();
  }
}
