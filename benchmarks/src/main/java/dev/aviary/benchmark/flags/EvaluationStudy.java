package dev.aviary.benchmark.flags;

import static java.util.Objects.requireNonNull;

import dev.aviary.benchmark.Machine;
import dev.aviary.benchmark.PeerComparison;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Evaluation in process, by JMH, beside flagd's npm package in node. */
final class EvaluationStudy {
  private static final String PART = "evaluation";
  private static final String PEER = "@openfeature/flagd-core 4.0.1";

  /** Microseconds an evaluation: the HTTP answer around it takes 57 or more. */
  private static final double TARGET = 1;

  private static final double NANOSECONDS = 1000;

  private final Path folder;

  EvaluationStudy(Path folder) {
    this.folder = folder;
  }

  void run() {
    Collection<RunResult> results = measure();
    Map<String, Double> peer = PeerSpeed.measure();
    List<PeerComparison> figures = new ArrayList<>();
    var table = new StringBuilder();
    for (RunResult result : results) {
      String flag = result.getParams().getParam("flag");
      double ours = result.getPrimaryResult().getScore() / NANOSECONDS;
      double error = result.getPrimaryResult().getScoreError() / NANOSECONDS;
      double bytes =
          requireNonNull(result.getSecondaryResults().get("gc.alloc.rate.norm"), "allocation")
              .getScore();
      double theirs = peer.getOrDefault(flag, Double.NaN);
      figures.add(
          PeerComparison.of(PART + ", " + flag, "microseconds an evaluation", ours, PEER, theirs));
      table.append(
          String.format(
              Locale.ROOT,
              "| %s | %.3f ± %.3f | %.1f | %s | %.0f | %.3f | %.2f |%n",
              flag,
              ours,
              error,
              TARGET,
              ours <= TARGET ? "met" : "missed",
              bytes,
              theirs,
              PeerComparison.ratio(ours, theirs)));
    }
    new ReportPart(folder, PART).write(text(table.toString()), figures);
  }

  private static Collection<RunResult> measure() {
    try {
      return new Runner(
              new OptionsBuilder()
                  .include(EvaluationBench.class.getName())
                  .addProfiler(GCProfiler.class)
                  .jvmArgs("-Xms256m", "-Xmx256m")
                  .shouldFailOnError(true)
                  .build())
          .run();
    } catch (RunnerException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(String table) {
    return """
    ## Evaluation in process
    Measured on %s: %s. One evaluation of one flag, in turn for 1,024 contexts that were read before, on one thread:
    by JMH here (3 forks, 5 seconds each after 3 of warm-up, the garbage collector's own count of bytes), and beside it \
    by flagd's npm package with generated code in node (5 seconds, the median second). The flags are
    `benchmarks/src/main/resources/flags/evaluation.json`; `benchmarks/run flags evaluation` measures again.

    | flag | µs | target | | bytes allocated | npm flagd-core, µs | ours / theirs |
    |---|---|---|---|---|---|---|
    %s\
    """
        .formatted(LocalDate.now(ZoneOffset.UTC), Machine.describe(), table);
  }
}
