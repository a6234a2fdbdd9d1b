package dev.aviary.monitor.stats;

import dev.aviary.contract.judgement.Comparison;
import dev.aviary.contract.judgement.TrackFigures;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.Function;

/** A canary's visitors beside those of stable, as text for mails and terminals. */
public final class ComparisonTable {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private ComparisonTable() {}

  /** Lines without their ends. */
  public static List<String> of(Comparison comparison) {
    var lines = new ArrayList<String>();
    lines.add(
        comparison.since() == null
            ? "No visitor has asked the canary yet."
            : "What the visitors got since " + TIME.format(comparison.since()) + ":");
    lines.add(String.format(Locale.ROOT, "  %-22s%12s%12s", "", "canary", "stable"));
    row(lines, "requests", comparison, each -> Long.toString(each.requests()));
    row(lines, "failed", comparison, each -> Long.toString(each.failed()));
    row(lines, "failed, percent", comparison, each -> percent(each, each.failedPercent()));
    row(lines, "  not less than", comparison, each -> percent(each, each.failedLow()));
    row(lines, "  not more than", comparison, each -> percent(each, each.failedHigh()));
    var quantiles = new TreeSet<>(comparison.canary().millis().keySet());
    quantiles.addAll(comparison.stable().millis().keySet());
    for (String quantile : quantiles) {
      row(
          lines,
          quantile + ", ms",
          comparison,
          each -> {
            Double millis = each.millis().get(quantile);
            return millis == null ? "-" : number(millis);
          });
    }
    if (!comparison.rule().isEmpty()) {
      lines.add("The rule:");
      comparison.rule().forEach(each -> lines.add("  " + each));
    }
    return lines;
  }

  private static void row(
      List<String> lines,
      String title,
      Comparison comparison,
      Function<TrackFigures, String> figure) {
    lines.add(
        String.format(
            Locale.ROOT,
            "  %-22s%12s%12s",
            title,
            figure.apply(comparison.canary()),
            figure.apply(comparison.stable())));
  }

  private static String percent(TrackFigures figures, double value) {
    return figures.requests() == 0 ? "-" : String.format(Locale.ROOT, "%.1f", value);
  }

  /** Ten and more without a fraction, which is finer than the bounds of the counts. */
  private static String number(double millis) {
    return millis >= 10
        ? Long.toString(Math.round(millis))
        : String.format(Locale.ROOT, "%.1f", millis);
  }
}
