package dev.aviary.benchmark.proxy;

import dev.aviary.benchmark.Report;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Measures what TLS, its handshakes and HTTP/2 cost in the balancer, beside nginx in the same run.
 *
 * <p>Arguments: the folder of the report, rounds, seconds of a run; and, to look at some cases
 * alone without a report, a pattern of their names.
 */
public final class SpeedBenchmark {
  /** Half a minute, so that the whole takes eight minutes. */
  private static final int WARM_UPS = 6;

  private SpeedBenchmark() {}

  public static void main(String[] arguments) {
    var plan =
        new MeasurementPlan(
            Integer.parseInt(arguments[1]),
            Integer.parseInt(arguments[2]),
            Duration.ZERO,
            WARM_UPS);
    try (var lab = SpeedLab.open(Path.of(System.getProperty("aviary.root")))) {
      if (arguments.length > 3) {
        look(lab, plan, arguments[3]);
      } else {
        var report = new Report(Path.of(arguments[0]), "TLS and HTTP/2 beside nginx");
        new SpeedReport(report, lab, plan).measure();
        report.write();
      }
    }
  }

  private static void look(SpeedLab lab, MeasurementPlan plan, String only) {
    for (SpeedCase each : SpeedCase.all(lab)) {
      if (each.asked().name().matches(only)) {
        Rounds.run(each.asked(), each.peers(), each.tool(), plan).comparisons().stream()
            .filter(row -> row.measure().equals(ProxyRun.CPU.name()))
            .forEach(System.out::println);
      }
    }
  }
}
