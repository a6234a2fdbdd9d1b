package dev.aviary.benchmark.flags;

import java.nio.file.Path;

/** Measures flags and writes the part of the report that was asked for. */
public final class FlagsBenchmark {
  private FlagsBenchmark() {}

  /**
   * @param args the folder of the report, the part, and for {@code http} the seconds of a run, for
   *     {@code import} the number of services that are started
   */
  public static void main(String[] args) {
    Path folder = Path.of(args[0]);
    switch (args[1]) {
      case "evaluation" -> new EvaluationStudy(folder).run();
      case "http" -> HttpBenchmark.run(folder, Integer.parseInt(args[2]));
      case "import" -> ImportBenchmark.run(folder, Integer.parseInt(args[2]));
      default -> throw new IllegalArgumentException("there is no part '" + args[1] + "'");
    }
  }
}
