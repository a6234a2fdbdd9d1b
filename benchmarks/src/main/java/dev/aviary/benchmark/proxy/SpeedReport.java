package dev.aviary.benchmark.proxy;

import dev.aviary.benchmark.Machine;
import dev.aviary.benchmark.PeerComparison;
import dev.aviary.benchmark.Report;
import dev.aviary.system.stack.Shell;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Measures everything of TLS and HTTP/2, and says what it means as it goes. */
final class SpeedReport {
  private static final int CONNECTIONS = 1000;
  private static final int MEMORY_TARGET = 230;

  private final Report report;
  private final SpeedLab lab;
  private final MeasurementPlan plan;

  SpeedReport(Report report, SpeedLab lab, MeasurementPlan plan) {
    this.report = report;
    this.lab = lab;
    this.plan = plan;
    report.line("Load average of the last minute when it began: %.1f.".formatted(Machine.load()));
  }

  void measure() {
    report.line(
        "%s; %s; %s"
            .formatted(
                Lab.versions(), Shell.run("openssl", "version"), Shell.run("h2load", "--version")));
    closedLoop();
    memory();
    openLoop();
  }

  private void closedLoop() {
    report.section(
        "Cost of a request",
        ("%d rounds of %d s in which each server has its turn, with one worker or traffic loop each. CPU is that of"
                + " all its processes and threads, from /proc. TLS is 1.3 with a certificate on P-256. wrk with 32"
                + " connections; h2load with 10 connections of %d streams; handshakes by the JDK's client, two at a"
                + " time, each with one request, so that only their CPU compares: the client limits how many there"
                + " are. An error of a handshake is one that was full instead of resumed, or the other way round.")
            .formatted(plan.rounds(), plan.seconds(), H2Load.STREAMS));
    var table = new ArrayList<>(List.of(Rounds.heading()));
    var targets =
        new ArrayList<>(
            List.of(
                "| case | ours, us | beside | its, us | ratio | target |\n|---|---|---|---|---|---|"));
    for (SpeedCase each : SpeedCase.all(lab)) {
      Rounds rounds = Rounds.run(each.asked(), each.peers(), each.tool(), plan);
      table.addAll(rounds.lines());
      report.compare(rounds.comparisons());
      rounds.comparisons().stream()
          .filter(row -> row.measure().equals(ProxyRun.CPU.name()))
          .forEach(row -> targets.add(line(row, each.target())));
    }
    report.line(String.join("\n", table));
    report.section("CPU beside the others", "Medians of the ratios of paired rounds.");
    report.line(String.join("\n", targets));
  }

  private static String line(PeerComparison row, double target) {
    return String.format(
        Locale.ROOT,
        "| %s | %.1f | %s | %.1f | %.2f | %s |",
        row.subject(),
        row.ours(),
        row.peer(),
        row.peerValue(),
        row.ratio(),
        Double.isNaN(target) ? "-" : Double.toString(target));
  }

  private void memory() {
    var asked = new ProxyCase("1000 TLS connections", "/100", CONNECTIONS, List.of(), false);
    var tool = new Wrk(lab.template(), "https://" + ServerCertificate.HOST);
    List<Double> most = ResidentMemory.most(asked, lab.secured(), tool, 3 * plan.seconds());
    report.section(
        "Resident memory with 1,000 TLS connections",
        "VmRSS at most while wrk asks on all of them for %d s, after the cases above. Target: %d MB."
            .formatted(3 * plan.seconds(), MEMORY_TARGET));
    var table = new StringBuilder("| proxy | MB |\n|---|---|");
    for (int i = 0; i < most.size(); i++) {
      MeasuredProxy peer = lab.secured().get(i);
      table.append(String.format(Locale.ROOT, "\n| %s | %.0f |", peer.name(), most.get(i)));
      if (peer.ours()) {
        String subject = "1000 TLS connections (" + peer.name() + ")";
        report.compare(
            List.of(
                PeerComparison.of(
                    subject, "resident MB, most", most.get(i), "nginx", most.getFirst())));
      }
    }
    report.line(table.toString());
  }

  /** The client has a CPU of its own; the proxies and the origin share another one. */
  private void openLoop() {
    lab.keepApart(true);
    try {
      double most =
          new Wrk(lab.template())
              .run(ProxyCase.SMALL, lab.plain().getFirst(), plan.seconds())
              .perSecond();
      var peers = new ArrayList<>(lab.plain());
      peers.add(lab.origin());
      report.section(
          "Latency at half of nginx's most, the client on a CPU of its own",
          "The harness's own open loop (OpenLoad) on CPU 0, proxies and origin on CPU 1, where nginx answers %.0f"
                  .formatted(most)
              + " requests a second at most. \"No proxy\" is the share of client and origin.");
      var study = new OpenStudies(peers, plan.rounds()).atRate((int) most / 2, plan.run());
      report.line(study.table()).compare(study.comparisons());
    } finally {
      lab.keepApart(false);
    }
  }
}
