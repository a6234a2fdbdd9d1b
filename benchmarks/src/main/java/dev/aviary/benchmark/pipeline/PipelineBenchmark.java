package dev.aviary.benchmark.pipeline;

import static java.util.stream.Collectors.joining;

import dev.aviary.benchmark.Distribution;
import dev.aviary.benchmark.Figure;
import dev.aviary.benchmark.Report;
import dev.aviary.system.load.Place;
import dev.aviary.system.load.SteadyLoad;
import dev.aviary.system.stack.App;
import dev.aviary.system.stack.OwnStack;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures the pipeline on a stack of its own, under the load of the demo.
 *
 * <p>Arguments: the folder of the report, how many runs.
 */
public final class PipelineBenchmark {
  private static final int PER_SECOND = 200;

  /** So few that a verdict needs care. */
  private static final int FEW_PER_SECOND = 50;

  private PipelineBenchmark() {}

  public static void main(String[] arguments) {
    int runs = Integer.parseInt(arguments[1]);
    var report = new Report(Path.of(arguments[0]), "From push to canary, and out again");
    try (var own = new OwnStack()) {
      App app = own.app("measured");
      app.await(app.deploy("master"), "live");
      var stable = Place.stable(app.repository().tip("master"));
      try (SteadyLoad load = app.load(PER_SECOND, stable)) {
        measure(report, own, app, load, runs);
        load.verify();
        report.line("%,d requests ran beside it; none failed.".formatted(load.answered()));
      }
      failing(report, own, runs);
    }
    report.write();
  }

  private static void failing(Report report, OwnStack own, int runs) {
    App app = own.app("failing");
    app.await(app.deploy("master"), "live");
    var stable = Place.stable(app.repository().tip("master"));
    try (SteadyLoad load = app.load(FEW_PER_SECOND, stable)) {
      var canary = new FailingCanary(own.stack(), app, load);
      var reactions = new ArrayList<FailingReaction>();
      for (int run = 0; run < runs; run++) {
        reactions.add(canary.run());
      }
      load.verify();
      var reaction = new Distribution(reactions.stream().map(FailingReaction::last).toList(), "s");
      report
          .section(
              "First error to last canary request",
              "A canary answers one visitor in five with 500, at %d requests a second: from the end"
                      .formatted(FEW_PER_SECOND)
                  + " of its first 500 to the start of the last request that it answered, with the"
                  + " default settings. Target: 5 s at most in 95 of 100.")
          .table(reaction.figures("failing canary", "first error to last request"))
          .line(
              "All runs, with the second of traffic that made the rule certain (in whole seconds),"
                  + " the monitor's decision, and the requests that the canary answered: "
                  + reactions.stream().map(String::valueOf).collect(joining("; ")));
    }
  }

  private static void measure(Report report, OwnStack own, App app, SteadyLoad load, int runs) {
    var canaries = new Canaries(app, load);
    var live = new ArrayList<Double>();
    for (int run = 0; run < runs; run++) {
      live.add(canaries.pushAndDeploy());
    }
    var deploys = new Distribution(live, "s");
    report
        .section(
            "Trigger to live",
            "A source-only change with warm images: from the call of the trigger to the deployment's"
                + " `live`. Target: 10 s or less.")
        .table(deploys.figures("source-only change", "trigger to canary live"))
        .line("All runs: " + deploys.all());
    List<Figure> memory = new Memory(own.stack().host()).underLoad(load, 60 * PER_SECOND);
    report
        .section(
            "Resident memory",
            "VmRSS of each service's process after %d requests at %d a second."
                    .formatted(60 * PER_SECOND, PER_SECOND)
                + " Targets: balancer 200 MB, the others 150 MB each, with Redis 650 MB in all.")
        .table(memory);
    var withdrawal = new WithdrawalMeasurement(own, app, load, canaries);
    var delays = new ArrayList<Double>();
    for (int run = 0; run < runs; run++) {
      delays.add(withdrawal.run());
    }
    var reaction = new Distribution(delays, "s");
    report
        .section(
            "Crossing to last canary request",
            "From the canary's first sample over the threshold of 50 to the start of the last request"
                + " that it answered, with the default settings.")
        .table(reaction.figures("burning canary", "crossing to last request"))
        .line("All runs: " + reaction.all());
  }
}
