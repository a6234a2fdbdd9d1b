package dev.aviary.benchmark.flags;

import dev.aviary.benchmark.Distribution;
import dev.aviary.benchmark.Figure;
import dev.aviary.benchmark.Report;
import dev.aviary.benchmark.flags.Laboratory.Load;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What evaluation over HTTP costs, what an ETag saves, and how long a change takes to be told. */
final class HttpBenchmark {
  private static final int WARM_UP = 10;
  private static final int CLIENTS = 1000;
  private static final int CHANGES = 100;
  private static final String GZIP = "Accept-Encoding=gzip";

  private final Laboratory laboratory;
  private final int seconds;
  private final Report report;

  private HttpBenchmark(Laboratory laboratory, int seconds, Report report) {
    this.laboratory = laboratory;
    this.seconds = seconds;
    this.report = report;
  }

  static void run(Path folder, int seconds) {
    var report = new Report(folder.resolve("http"), "The flag service over HTTP");
    Path root = Path.of(System.getProperty("aviary.root"));
    try (var laboratory = Laboratory.ofHundredFlags(root)) {
      var benchmark = new HttpBenchmark(laboratory, seconds, report);
      benchmark.bulk();
      benchmark.single();
      benchmark.delay();
      benchmark.events();
    }
    report.write();
  }

  private void bulk() {
    String tag = "If-None-Match=" + laboratory.tag();
    laboratory.load(WARM_UP, Laboratory.FLAGS, "POST", 304, tag);
    laboratory.load(WARM_UP, Laboratory.FLAGS, "POST", 200, GZIP);
    Load same = laboratory.load(seconds, Laboratory.FLAGS, "POST", 304, tag);
    Load plain = laboratory.load(seconds, Laboratory.FLAGS, "POST", 200);
    Load packed = laboratory.load(seconds, Laboratory.FLAGS, "POST", 200, GZIP);
    String words =
        "100 flags for one context: 60 static, 30 with a rule, 10 split. CPU time of the service for"
            + " one request.";
    report
        .section("Bulk evaluation: unchanged (304) and changed (200)", words)
        .table(
            List.of(
                cpu("304", same),
                cpu("200", plain),
                cpu("200, gzip as browsers ask for", packed),
                new Figure("200 to 304", "CPU", plain.cpuMicros() / same.cpuMicros(), "times"),
                new Figure(
                    "200 with gzip to 304",
                    "CPU",
                    packed.cpuMicros() / same.cpuMicros(),
                    "times")));
  }

  private void single() {
    List<Figure> rows = new ArrayList<>();
    for (String key : List.of("static-0", "rule-60", "split-90")) {
      String path = Laboratory.FLAGS + "/" + key;
      laboratory.load(WARM_UP / 2, path, "POST", 200);
      rows.addAll(onOneCore(key, laboratory.load(seconds, path, "POST", 200)));
    }
    laboratory.load(WARM_UP / 2, FixedAnswer.PATH, "POST", 200);
    Load fixed = laboratory.load(seconds, FixedAnswer.PATH, "POST", 200);
    rows.addAll(onOneCore("a fixed 200 of the same server", fixed));
    String words =
        "What one core would carry: a second divided by the CPU time of a request. Eight connections.";
    report.section("Single evaluation", words).table(rows);
  }

  private void delay() {
    laboratory.delays("static-0", WARM_UP);
    var taken = new Distribution(laboratory.delays("static-0", CHANGES), "ms");
    String client = "@openfeature/ofrep-web-provider, %d changes".formatted(CHANGES);
    report
        .section(
            "From a change to a browser's client",
            "From before the request that changes a flag until OpenFeature's own client gives the new"
                + " value: it is told by an event, asks for all flags, and does not poll.")
        .table(tail(client, taken));
  }

  private void events() {
    double before = laboratory.residentMegabytes();
    try (var listeners = new StreamClients(laboratory.port(), CLIENTS)) {
      // Its first changes warm the service up.
      listeners.after(() -> laboratory.toggle("static-0"));
      double connected = laboratory.residentMegabytes();
      List<Double> taken = new ArrayList<>();
      for (int n = 0; n < CHANGES; n++) {
        taken.addAll(listeners.after(() -> laboratory.toggle("static-0")));
      }
      double after = laboratory.residentMegabytes();
      String clients = "%,d clients, %d changes".formatted(CLIENTS, CHANGES);
      List<Figure> rows = new ArrayList<>(tail(clients, new Distribution(taken, "ms")));
      rows.add(new Figure("no client", "resident memory", before, "MB"));
      rows.add(new Figure("clients connected", "resident memory", connected, "MB"));
      rows.add(new Figure("after the changes", "resident memory", after, "MB"));
      report
          .section(
              "From a change to its event",
              "From before the request that changes a flag until a client has read the event. The"
                  + " clients run on the same two cores.")
          .table(rows);
    }
  }

  private static List<Figure> tail(String subject, Distribution taken) {
    return List.of(
        new Figure(subject, "p50", taken.median(), taken.unit()),
        new Figure(subject, "p99", taken.quantile(0.99), taken.unit()),
        new Figure(subject, "most", taken.most(), taken.unit()));
  }

  private static Figure cpu(String name, Load load) {
    return new Figure(name, "CPU a request", load.cpuMicros(), "µs");
  }

  private static List<Figure> onOneCore(String name, Load load) {
    return List.of(
        new Figure(name, "requests/s on one core", 1e6 / load.cpuMicros(), "1/s"),
        new Figure(name, "requests/s measured", load.perSecond(), "1/s"));
  }
}
