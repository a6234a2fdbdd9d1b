package dev.aviary.benchmark.judgement;

import static java.util.stream.Collectors.toMap;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Simulates canaries and judges them by Aviary's rule and by those of peers. Arguments: the folder
 * of the report, canaries a case.
 */
final class JudgementBenchmark {
  private static final int BATCH = 100;

  private final Study study = new Study();
  private final Path folder;
  private final Map<Case, CellResult> results = new HashMap<>();

  private JudgementBenchmark(Path folder) {
    this.folder = folder;
  }

  public static void main(String[] arguments) {
    new JudgementBenchmark(Path.of(arguments[0])).run(Integer.parseInt(arguments[1]));
  }

  /** The report is written after each batch: a run that is stopped has a smaller one. */
  private void run(int canaries) {
    double cost = new Cost().percentOfCore();
    Map<Cases.Target, Double> best =
        Cases.failing().parallelStream()
            .collect(
                toMap(
                    target -> target,
                    target -> new BestPossible(target.cell()).within(target.most())));
    for (int from = 0; from < canaries; from += BATCH) {
      int to = Math.min(canaries, from + BATCH);
      for (CellResult result : study.run(Cases.all(), from, to)) {
        results.merge(result.cell(), result, CellResult::plus);
      }
      new JudgementReport(folder, results, to, cost, best).write();
      System.out.println(to + " of " + canaries + " canaries a case");
    }
  }
}
