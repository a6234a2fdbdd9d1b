package dev.aviary.benchmark.idle;

import dev.aviary.benchmark.Distribution;
import dev.aviary.benchmark.PeerComparison;
import dev.aviary.benchmark.Report;
import dev.aviary.system.stack.App;
import dev.aviary.system.stack.OwnStack;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Measures the CPU time that an Aviary takes with an app on two stable slots and no visitor, beside
 * that of an earlier checkout, in turn.
 *
 * <p>Arguments: the folder of the report, how many rounds, seconds of a measurement, and the folder
 * of the earlier checkout or nothing.
 */
public final class IdleBenchmark {
  private static final Duration SETTLED = Duration.ofSeconds(45);
  private static final String ALL = "all";

  private final Map<String, List<Double>> now = new TreeMap<>();
  private final Map<String, List<Double>> before = new TreeMap<>();

  private IdleBenchmark() {}

  public static void main(String[] arguments) {
    int rounds = Integer.parseInt(arguments[1]);
    var length = Duration.ofSeconds(Long.parseLong(arguments[2]));
    Path root = Path.of(System.getProperty("aviary.root"));
    var benchmark = new IdleBenchmark();
    for (int round = 0; round < rounds; round++) {
      if (arguments.length > 3) {
        measure(Path.of(arguments[3]).toAbsolutePath(), length, benchmark.before);
      }
      measure(root, length, benchmark.now);
    }
    benchmark.write(Path.of(arguments[0]), rounds, length);
  }

  private static void measure(Path checkout, Duration length, Map<String, List<Double>> into) {
    try (var own = new OwnStack(checkout)) {
      App app = own.app("idle");
      app.await(app.deploy("master"), "live");
      sleep(SETTLED);
      var processes = new InstanceProcesses(own.stack().host().roles());
      ProcessTimes began = ProcessTimes.now();
      sleep(length);
      Map<String, Double> used = ProcessTimes.now().since(began, processes);
      used.put(ALL, used.values().stream().mapToDouble(Double::doubleValue).sum());
      used.forEach((group, seconds) ->
          into.computeIfAbsent(group, _ -> new ArrayList<>())
              .add(100 * seconds / length.toSeconds()));
      System.out.printf(Locale.ROOT, "%s: %s%n", checkout.getFileName(), used);
    }
  }

  private void write(Path folder, int rounds, Duration length) {
    var groups = new TreeSet<>(now.keySet());
    groups.addAll(before.keySet());
    groups.remove(ALL);
    var rows = new ArrayList<PeerComparison>();
    groups.forEach(group -> rows.add(row(group)));
    rows.add(row(ALL));
    new Report(folder, "What an idle Aviary costs")
        .section(
            "CPU time by process",
            "One app on two stable slots, no canary, no visitor, in percent of a core: the median of"
                + " %d measurements of %d s each, now and an earlier version in turn. Time of"
                    .formatted(rounds, length.toSeconds())
                + " processes that ended (health checks, say) counts where they were waited for."
                + " Target: a quarter of what it was.")
        .compare(rows)
        .line(table(rows))
        .line("All runs, everything together: before %s; now %s".formatted(runs(before), runs(now)))
        .write();
  }

  private static String table(List<PeerComparison> rows) {
    var table = new StringBuilder("| process | before | now | ratio |\n|---|---|---|---|");
    for (PeerComparison row : rows) {
      String ratio = row.peerValue() == 0 ? "new" : String.format(Locale.ROOT, "%.2f", row.ratio());
      table.append(
          String.format(
              Locale.ROOT,
              "\n| %s | %.2f | %.2f | %s |",
              row.subject(),
              row.peerValue(),
              row.ours(),
              ratio));
    }
    return table.toString();
  }

  private PeerComparison row(String group) {
    return PeerComparison.of(
        group, "CPU of a core, %", median(now, group), "before", median(before, group));
  }

  private static double median(Map<String, List<Double>> runs, String group) {
    return new Distribution(runs.getOrDefault(group, List.of(0.0)), "%").median();
  }

  private static String runs(Map<String, List<Double>> runs) {
    return new Distribution(runs.getOrDefault(ALL, List.of(0.0)), "%").all();
  }

  private static void sleep(Duration length) {
    try {
      Thread.sleep(length);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
