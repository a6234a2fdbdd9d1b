package dev.aviary.monitor.canary;

import dev.aviary.contract.judgement.Comparison;
import dev.aviary.contract.judgement.Judgement;
import dev.aviary.contract.route.CanaryProgress;
import dev.aviary.monitor.canary.CanaryView.ContainerUse;
import dev.aviary.monitor.stats.ComparisonTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A canary deployment as text for terminals. */
final class CanaryText {
  private CanaryText() {}

  static String of(List<CanaryView> canaries) {
    if (canaries.isEmpty()) {
      return "No canary serves.\n";
    }
    var text = new StringBuilder();
    for (CanaryView each : canaries) {
      text.append(text.isEmpty() ? "" : "\n").append(of(each));
    }
    return text.toString();
  }

  static String of(CanaryView canary) {
    var lines = new ArrayList<String>();
    lines.add(
        "%s: canary %s, deployment %s, %s"
            .formatted(
                canary.app(),
                canary.release(),
                canary.deployment(),
                canary.serving() ? "serves" : "does not serve"));
    lines.addAll(verdict(canary));
    CanaryProgress progress = canary.progress();
    if (progress != null) {
      lines.add(
          "Step %d of %d at %d %%, %s since %s"
              .formatted(
                  progress.step() + 1,
                  progress.steps(),
                  progress.percent(),
                  progress.state().name().toLowerCase(Locale.ROOT),
                  progress.since()));
    }
    Judgement judgement = canary.judgement();
    Comparison comparison = judgement == null ? null : judgement.comparison();
    if (comparison != null) {
      lines.add("");
      lines.addAll(ComparisonTable.of(comparison));
    }
    lines.addAll(uses(canary.containers()));
    if (!canary.decided().isEmpty()) {
      lines.add("");
      lines.add("What was decided:");
      canary
          .decided()
          .forEach(each ->
              lines.add(
                  "  %s  %s  %s"
                      .formatted(each.at(), each.what(), each.why() == null ? "" : each.why())));
    }
    return String.join("\n", lines) + "\n";
  }

  private static List<String> verdict(CanaryView canary) {
    Judgement judgement = canary.judgement();
    if ("off".equals(canary.judging())) {
      return List.of("Its visitors are not judged: the settings of its app say judgement: off.");
    }
    if (judgement == null) {
      return List.of("It is not judged yet.");
    }
    var lines = new ArrayList<String>();
    String certain =
        judgement.certainAt() == null ? "" : ", certain since " + judgement.certainAt();
    lines.add(
        switch (judgement.verdict()) {
          case GOOD -> "The verdict is good" + certain + ".";
          case BAD -> "The verdict is bad" + certain + ".";
          case NOT_ENOUGH -> "There is not enough for a verdict.";
        });
    judgement.reasons().forEach(each -> lines.add("  " + each));
    if (judgement.missing() != null) {
      lines.add("  " + judgement.missing());
    }
    return lines;
  }

  private static List<String> uses(List<ContainerUse> uses) {
    var lines = new ArrayList<String>();
    if (!uses.isEmpty()) {
      lines.add("");
      lines.add(String.format(Locale.ROOT, "  %-22s%12s%12s", "now", "CPU %", "memory %"));
    }
    for (ContainerUse use : uses) {
      lines.add(
          String.format(
              Locale.ROOT,
              "  %-22s%12s%12s",
              use.slot(),
              percent(use.cpuPercent()),
              percent(use.memoryPercent())));
    }
    return lines;
  }

  private static String percent(@Nullable Double value) {
    return value == null ? "-" : String.format(Locale.ROOT, "%.1f", value);
  }
}
