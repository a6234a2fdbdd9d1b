package dev.aviary.benchmark.flags;

import dev.aviary.benchmark.Distribution;
import dev.aviary.benchmark.Figure;
import dev.aviary.benchmark.Report;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How long the largest import takes: in a service that was just started, and then once more. */
final class ImportBenchmark {
  private static final int FLAGS = 5_000;

  /** Until what the service does after its start, or after an import, is done. */
  private static final long REST_MILLIS = 3_000;

  private final List<Double> start = new ArrayList<>();
  private final List<Double> first = new ArrayList<>();
  private final List<Double> firstCpu = new ArrayList<>();
  private final List<Double> second = new ArrayList<>();
  private final List<Double> secondCpu = new ArrayList<>();

  private ImportBenchmark() {}

  static void run(Path folder, int services) {
    var report = new Report(folder.resolve("import"), "Importing 5,000 flags");
    Path root = Path.of(System.getProperty("aviary.root"));
    var benchmark = new ImportBenchmark();
    for (int i = 0; i < services; i++) {
      benchmark.measure(root);
    }
    benchmark.tell(report, services);
    report.write();
  }

  private void measure(Path root) {
    try (var laboratory = new Laboratory(root, List.of())) {
      start.add(laboratory.startMillis());
      rest();
      importing(laboratory, flags("gold"), first, firstCpu);
      rest();
      importing(laboratory, flags("silver"), second, secondCpu);
    }
  }

  private static void importing(
      Laboratory laboratory, String file, List<Double> taken, List<Double> cpu) {
    var before = laboratory.cpu();
    long begun = System.nanoTime();
    laboratory.importFlags(file);
    taken.add((System.nanoTime() - begun) / 1e6);
    cpu.add(laboratory.cpu().since(before).total() / 1e3);
  }

  private void tell(Report report, int services) {
    String words =
        "5,000 flags, each with a rule of its own, in one `PUT /flags.json`: from before the request"
            + " until its answer, and the CPU time of the service in between. Of each of %d services"
                .formatted(services)
            + " the first import after its start, into no flags, and the second one, which changes"
            + " the rule of every flag. Redis keeps an append-only file, as shipped.";
    List<Figure> rows = new ArrayList<>();
    rows.addAll(figures("start, until it listens", start));
    rows.addAll(figures("first import", first));
    rows.addAll(figures("first import, CPU", firstCpu));
    rows.addAll(figures("second import", second));
    rows.addAll(figures("second import, CPU", secondCpu));
    report.section("From a file to flags that are in force", words).table(rows);
  }

  private static List<Figure> figures(String subject, List<Double> millis) {
    return new Distribution(millis, "ms").figures(subject, "time");
  }

  private static String flags(String plan) {
    return IntStream.range(0, FLAGS)
        .mapToObj(i ->
            "\"flag-%d\":{\"state\":\"ENABLED\",\"variants\":{\"on\":true,\"off\":false},\"defaultVariant\":\"off\",\"targeting\":{\"if\":[{\"in\":[{\"var\":\"plan\"},[\"%s\",\"p%d\"]]},\"on\",\"off\"]}}"
                .formatted(i, plan, i))
        .collect(Collectors.joining(",", "{\"flags\":{", "}}"));
  }

  private static void rest() {
    try {
      Thread.sleep(REST_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
