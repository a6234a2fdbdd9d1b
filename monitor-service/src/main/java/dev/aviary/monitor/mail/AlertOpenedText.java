package dev.aviary.monitor.mail;

import dev.aviary.contract.judgement.Comparison;
import dev.aviary.monitor.record.Alert;
import dev.aviary.monitor.record.Culprit;
import dev.aviary.monitor.record.Finding;
import dev.aviary.monitor.stats.ComparisonTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The mail that an alert opened: what was done, the evidence, what a person can do.
 *
 * @param acknowledged whether every balancer has said that the canary is out of its table
 */
record AlertOpenedText(Alert alert, boolean acknowledged, Commands commands) {

  static String subject(Alert alert) {
    Culprit culprit = alert.culprit();
    String what =
        switch (alert.measure()) {
          case WITHDRAWN -> "canary withdrawn";
          case KEPT -> "the canary is hot, and so are the stable containers";
          case DRY -> "the canary would have been withdrawn";
          case REPORTED -> culprit.slot().id() + " is hot";
        };
    Optional<Finding> found = JudgementText.in(alert);
    if (found.isPresent()) {
      return culprit.app() + ": " + JudgementText.subject(alert, found.get());
    }
    Optional<Finding> killed = killed(alert);
    if (killed.isPresent()) {
      return alert.culprit().app() + ": " + subjectOfKill(alert);
    }
    Finding finding = alert.findings().getFirst();
    return String.format(
        Locale.ROOT,
        "%s: %s, %s at %.0f %%",
        culprit.app(),
        what,
        finding.metric().title(),
        finding.mean());
  }

  private static String subjectOfKill(Alert alert) {
    String killed = "a process was killed for memory";
    return switch (alert.measure()) {
      case WITHDRAWN -> "canary withdrawn, " + killed;
      case DRY -> "the canary would have been withdrawn, " + killed;
      case KEPT -> killed + " in the canary, and in a stable container";
      case REPORTED -> killed + " in " + alert.culprit().slot().id();
    };
  }

  private static Optional<Finding> killed(Alert alert) {
    return alert.findings().stream().filter(each -> each.killedAt() != null).findFirst();
  }

  @Override
  public String toString() {
    var lines = new ArrayList<String>();
    lines.addAll(done());
    for (Finding finding : alert.findings()) {
      lines.add("");
      lines.addAll(finding.metric().isSampled() ? measured(finding) : finding.reasons());
    }
    lines.add("");
    lines.addAll(CulpritFacts.of(alert));
    for (Finding finding : alert.findings()) {
      lines.addAll(evidence(finding));
    }
    lines.add("");
    lines.addAll(next());
    return String.join("\n", lines) + "\n";
  }

  private List<String> evidence(Finding finding) {
    var lines = new ArrayList<String>();
    Comparison comparison = finding.comparison();
    if (comparison != null) {
      lines.add("");
      lines.addAll(ComparisonTable.of(comparison));
    }
    if (finding.metric().isSampled()) {
      lines.add("");
      lines.addAll(EvidenceText.of(alert.culprit().slot().id(), finding));
    }
    return lines;
  }

  private List<String> done() {
    String app = alert.culprit().app();
    return switch (alert.measure()) {
      case WITHDRAWN ->
          List.of(
              "The canary of " + app + " was taken out of the traffic. The stable release serves.",
              acknowledged
                  ? "Every balancer has acknowledged this: no new request goes to the canary."
                  : "NOT every balancer acknowledged this within "
                      + RouteAcknowledgement.PATIENCE.toSeconds()
                      + " s: look at the balancer's health.");
      case DRY ->
          List.of(
              "The canary of " + app + " would have been taken out of the traffic.",
              "It stays: the settings of " + app + " say judgement: dry.");
      case KEPT ->
          JudgementText.in(alert).isPresent()
              ? JudgementText.kept(app)
              : killed(alert).isPresent()
                  ? List.of(
                      "The canary of " + app + " and a stable container were killed for memory.",
                      "So it is the host or the load, not the canary: it stays in the traffic.")
                  : List.of(
                      "The canary of " + app + " is hot, but the stable containers run as hot.",
                      "So it is the host or the load, not the canary: it stays in the traffic.");
      case REPORTED ->
          List.of(
              "A stable container of "
                  + app
                  + (killed(alert).isPresent() ? " is short of memory." : " is hot.")
                  + " It stays in the traffic:",
              "an alert never takes a stable container out.");
    };
  }

  private static List<String> measured(Finding finding) {
    var lines = new ArrayList<String>();
    Instant killedAt = finding.killedAt();
    if (killedAt != null) {
      lines.add("The container was at its memory limit at " + CulpritFacts.time(killedAt) + ":");
      lines.add("the kernel killed a process in it.");
    }
    if (killedAt != null && finding.lastMinute().isEmpty()) {
      return lines;
    }
    lines.add(
        String.format(
            Locale.ROOT,
            "%s is at %.1f %% (mean of %d s, peak %.1f %%). The threshold is %.0f %%.",
            finding.metric().title(),
            finding.mean(),
            finding.meanSeconds(),
            finding.peak(),
            finding.threshold()));
    if (finding.demand() != null) {
      lines.addAll(DemandText.of(finding.demand()));
    }
    return lines;
  }

  private List<String> next() {
    Culprit culprit = alert.culprit();
    var lines = new ArrayList<String>();
    switch (alert.measure()) {
      case WITHDRAWN -> {
        lines.add("To try a repaired build, push to " + culprit.branch() + ".");
        add(lines, "To try this commit again all the same:", commands.redeploy(culprit));
        add(lines, "To make it the stable release all the same:", commands.promote(culprit));
      }
      case KEPT, DRY -> {
        add(lines, "To take the canary out by hand:", commands.withdraw(culprit));
        add(lines, "To make it the stable release:", commands.promote(culprit));
      }
      case REPORTED ->
          add(lines, "To return to the stable release before:", commands.rollBack(culprit));
    }
    add(lines, "What happened when it was deployed:", commands.log(culprit.deployment()));
    add(lines, "What it prints, while it exists:", List.of("  docker logs " + culprit.name()));
    return lines;
  }

  private static void add(List<String> lines, String title, List<String> command) {
    if (!lines.isEmpty()) {
      lines.add("");
    }
    lines.add(title);
    lines.addAll(command);
  }
}
