package dev.aviary.benchmark.proxy;

import dev.aviary.benchmark.PeerComparison;
import dev.aviary.benchmark.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Measures everything, and says what it means as it goes. */
final class ProxyReport {
  private final Report report;
  private final Lab lab;
  private final Wrk wrk;
  private final MeasurementPlan plan;

  ProxyReport(Report report, Lab lab, Wrk wrk, MeasurementPlan plan) {
    this.report = report;
    this.lab = lab;
    this.wrk = wrk;
    this.plan = plan;
  }

  void measure() {
    report.line(Lab.versions());
    double most = closedLoop();
    openLoop((int) most / 2);
    slowClients();
    soak();
  }

  /** How many small answers nginx gives a second. */
  private double closedLoop() {
    report.section(
        "Cost of a request",
        ("wrk, 1 thread, 32 connections unless the case says otherwise; %d rounds of %d s in which each"
                + " proxy has its turn. One worker, thread or traffic loop each; the same three"
                + " origins. CPU is that of all the proxy's processes and threads, from /proc."
                + " HAProxy in TCP mode only copies bytes: the floor.")
            .formatted(plan.rounds(), plan.seconds()));
    var table = new ArrayList<>(List.of(Rounds.heading()));
    var ratios = new ArrayList<PeerComparison>();
    double most = 0;
    for (ProxyCase asked : ProxyCase.ALL) {
      Rounds rounds = Rounds.run(asked, lab.peers(asked.logged()), wrk, plan);
      table.addAll(rounds.lines());
      ratios.addAll(rounds.comparisons());
      if (asked.equals(ProxyCase.SMALL)) {
        most = rounds.median("nginx", new ProxyRun.Measure("", ProxyRun::perSecond));
      }
    }
    report.line(String.join("\n", table)).compare(ratios);
    report.section("CPU beside the others", "Medians of the ratios of paired rounds.");
    report.line(ratioTable(ratios, ProxyRun.CPU.name()));
    return most;
  }

  private void openLoop(int perSecond) {
    var studies = new OpenStudies(lab.peers(false), plan.rounds());
    report.section(
        "Latency at half of nginx's most",
        "The harness's own open loop (OpenLoad): one request each 1/rate s on 32 connections; latency"
            + " counts from the moment at which the request was due.");
    add(studies.atRate(perSecond, plan.run()));
    report.section("Latency of server-sent events", "From an event's sending to its arrival.");
    add(studies.events());
  }

  private void slowClients() {
    var studies = new OpenStudies(lab.peers(false), 1);
    report.section(
        "Beside a thousand slow clients",
        "Latency of 500 normal requests a second, first without slow clients, then with 1,000 connections of"
            + " slowhttptest beside them.");
    for (SlowClients.Kind kind : SlowClients.Kind.values()) {
      add(
          studies.study(
              kind.title(), peer -> SlowClients.run(kind, peer, plan.run().multipliedBy(2))));
    }
  }

  private void soak() {
    Soak soak = Soak.run(lab.peers(false), plan.soak());
    report.section("Memory", soak.words());
    report.line(soak.table()).compare(soak.comparisons());
  }

  private void add(OpenStudies.Study study) {
    System.out.println(study.table());
    report.line(study.table()).compare(study.comparisons());
  }

  private static String ratioTable(List<PeerComparison> all, String measure) {
    var lines =
        new ArrayList<>(List.of("| case | ours | peer | its | ratio |\n|---|---|---|---|---|"));
    all.stream()
        .filter(each -> each.measure().equals(measure))
        .forEach(each ->
            lines.add(
                String.format(
                    Locale.ROOT,
                    "| %s | %.1f | %s | %.1f | %.2f |",
                    each.subject(),
                    each.ours(),
                    each.peer(),
                    each.peerValue(),
                    each.ratio())));
    return String.join("\n", lines);
  }
}
