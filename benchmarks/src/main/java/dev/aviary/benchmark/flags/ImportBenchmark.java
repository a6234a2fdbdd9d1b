package dev.aviary.benchmark.flags;

import dev.aviary.benchmark.Distribution;
import dev.aviary.benchmark.Figure;
import dev.aviary.benchmark.Report;
import dev.aviary.benchmark.proxy.AotCache;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How long the largest import takes: in a service that was just started, and then once more; with
 * the cache that its image has and without, in turn.
 */
final class ImportBenchmark {
  private static final int FLAGS = 5_000;

  /** Until what the service does after its start, or after an import, is done. */
  private static final long REST_MILLIS = 3_000;

  private final Path root;
  private final String name;
  private final List<String> options;
  private final List<Double> start = new ArrayList<>();
  private final List<Double> startCpu = new ArrayList<>();
  private final List<Double> resident = new ArrayList<>();
  private final List<Double> first = new ArrayList<>();
  private final List<Double> firstCpu = new ArrayList<>();
  private final List<Double> second = new ArrayList<>();
  private final List<Double> secondCpu = new ArrayList<>();

  private ImportBenchmark(Path root, String name, List<String> options) {
    this.root = root;
    this.name = name;
    this.options = options;
  }

  static void run(Path folder, int services) {
    var report = new Report(folder.resolve("import"), "Importing 5,000 flags");
    Path root = Path.of(System.getProperty("aviary.root"));
    var cache = "-XX:AOTCache=" + AotCache.of(root, "flag-service");
    var cases =
        List.of(
            new ImportBenchmark(root, "as shipped", List.of(cache)),
            new ImportBenchmark(root, "without the AOT cache", List.of()));
    for (int i = 0; i < services; i++) {
      cases.forEach(ImportBenchmark::measure);
    }
    String words =
        "5,000 flags, each with a rule of its own, in one `PUT /flags.json`: from before the request"
            + " until its answer, and the CPU time of the service in between. Of each of %d services"
                .formatted(services)
            + " the first import after its start, into no flags, and the second one, which changes"
            + " the rule of every flag. Redis keeps an append-only file, as shipped.";
    List<Figure> rows = new ArrayList<>();
    cases.forEach(each -> rows.addAll(each.rows()));
    report.section("From a file to flags that are in force", words).table(rows);
    report.write();
  }

  private void measure() {
    try (var laboratory = Laboratory.withoutFlags(root, options)) {
      start.add(laboratory.startMillis());
      startCpu.add(laboratory.cpu().total() / 1e3);
      rest();
      resident.add(laboratory.residentMegabytes());
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

  private List<Figure> rows() {
    List<Figure> rows = new ArrayList<>();
    rows.addAll(figures("start, until it listens", start));
    rows.addAll(figures("start, CPU", startCpu));
    rows.addAll(figures("first import", first));
    rows.addAll(figures("first import, CPU", firstCpu));
    rows.addAll(figures("second import", second));
    rows.addAll(figures("second import, CPU", secondCpu));
    rows.addAll(new Distribution(resident, "MB").figures(name, "resident, without a flag"));
    return rows;
  }

  private List<Figure> figures(String measure, List<Double> millis) {
    return new Distribution(millis, "ms").figures(name, measure);
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
