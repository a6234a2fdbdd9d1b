package dev.aviary.benchmark.proxy;

import dev.aviary.benchmark.Report;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Measures the balancer beside nginx and HAProxy.
 *
 * <p>Arguments: the folder of the report, rounds, seconds of a run, minutes of the watch over
 * memory; and, to look at some cases alone without a report, a pattern of their names, {@code SSE}
 * or {@code memory}.
 */
public final class ProxyBenchmark {
  /** Two minutes. */
  private static final int WARM_UPS = 24;

  private ProxyBenchmark() {}

  public static void main(String[] arguments) {
    var plan =
        new MeasurementPlan(
            Integer.parseInt(arguments[1]),
            Integer.parseInt(arguments[2]),
            Duration.ofSeconds((long) (60 * Double.parseDouble(arguments[3]))),
            WARM_UPS);
    String only = arguments.length > 4 ? arguments[4] : "";
    try (var lab = Lab.open(Path.of(System.getProperty("aviary.root")))) {
      var wrk = new Wrk(lab.template());
      if (only.isEmpty()) {
        var report = new Report(Path.of(arguments[0]), "The balancer beside nginx and HAProxy");
        new ProxyReport(report, lab, wrk, plan).measure();
        report.write();
      } else {
        look(lab, wrk, plan, only);
      }
    }
  }

  private static void look(Lab lab, Wrk wrk, MeasurementPlan plan, String only) {
    for (ProxyCase asked : ProxyCase.ALL) {
      if (asked.name().matches(only)) {
        Rounds rounds = Rounds.run(asked, lab.peers(asked.logged()), wrk, plan);
        rounds.comparisons().stream()
            .filter(each -> each.measure().equals(ProxyRun.CPU.name()))
            .forEach(System.out::println);
      }
    }
    if ("SSE".matches(only)) {
      System.out.println(new OpenStudies(lab.peers(false), plan.rounds()).events().table());
    }
    if ("memory".matches(only)) {
      System.out.println(Soak.run(lab.peers(false), plan.soak()).table());
    }
  }
}
