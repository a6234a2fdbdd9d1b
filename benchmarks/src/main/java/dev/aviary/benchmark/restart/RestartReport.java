package dev.aviary.benchmark.restart;

import dev.aviary.benchmark.Distribution;
import dev.aviary.benchmark.Figure;
import dev.aviary.benchmark.Machine;
import dev.aviary.benchmark.PeerComparison;
import dev.aviary.benchmark.Report;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes what visitors met, as the median of the rounds and the worst of them. */
final class RestartReport {
  private final Report report;
  private final int rounds;
  private final int perSecond;

  RestartReport(Path folder, int rounds, int perSecond) {
    this.report = new Report(folder, "Restarts under load");
    this.rounds = rounds;
    this.perSecond = perSecond;
    report.line("Load average of the last minute when it began: %.1f.".formatted(Machine.load()));
  }

  void write(Map<String, List<RestartRun>> runs) {
    report.section(
        "What visitors lose",
        ("An open load of %d requests a second, %d rounds; the median, and the worst round in brackets. A request"
                + " goes out on an idle connection, else on a new one; one of %d has a connection of its own. Refused"
                + " is a connection, broken a request whose connection ended before its answer was whole. The longest"
                + " wait is from the moment at which a request was due. While a proxy is replaced or ends gracefully,"
                + " %d downloads, %d event streams and %d WebSockets of 8 s each are under way. After a kill of all of"
                + " its processes the proxy is started at once. Processes of the host, no containers; the balancer"
                + " with the AOT cache and on the sockets of a door, as in its image.")
            .formatted(
                perSecond,
                rounds,
                RestartLab.NEW_EVERY,
                LongExchanges.COUNT,
                LongExchanges.COUNT,
                LongExchanges.COUNT));
    report.line(table(runs)).figures(figures(runs));
    report.section(
        "From the kill to the first answer",
        "Medians, ms. Target: 1,000 at most, and beside two busy loops a fifth of the earlier version's.");
    report.line(comparisons(runs));
    report.write();
  }

  private static String table(Map<String, List<RestartRun>> runs) {
    var text =
        new StringBuilder(
            "| case | answered | refused | broken | other status | no answer | longest wait ms | first answer ms"
                + " | long exchanges whole |\n|---|---|---|---|---|---|---|---|---|");
    runs.forEach((name, of) -> {
      text.append("\n| ").append(name);
      for (RestartRun.Measure measure : RestartRun.MEASURES.subList(0, 7)) {
        text.append(" | ").append(cell(of, measure));
      }
      text.append(" | ").append(exchanges(of)).append(" |");
    });
    return text.toString();
  }

  private static String cell(List<RestartRun> runs, RestartRun.Measure measure) {
    Distribution values = values(runs, measure);
    if (Double.isNaN(values.median())) {
      return "-";
    }
    // The fewer are answered the worse; of all others the fewer the better.
    double worst = measure.name().startsWith("answered") ? values.least() : values.most();
    return String.format(Locale.ROOT, "%.0f (%.0f)", values.median(), worst);
  }

  private static String exchanges(List<RestartRun> runs) {
    long underWay = runs.stream().mapToLong(RestartRun::underWay).sum();
    long whole = runs.stream().mapToLong(RestartRun::whole).sum();
    return underWay == 0 ? "-" : whole + " of " + underWay;
  }

  private static List<Figure> figures(Map<String, List<RestartRun>> runs) {
    var rows = new ArrayList<Figure>();
    runs.forEach((name, of) -> {
      for (RestartRun.Measure measure : RestartRun.MEASURES) {
        Distribution values = values(of, measure);
        if (!Double.isNaN(values.median())) {
          rows.addAll(values.figures(name, measure.name()));
        }
      }
    });
    return rows;
  }

  /** The balancer's beside those of what it is compared with, where that was measured. */
  private String comparisons(Map<String, List<RestartRun>> runs) {
    var text = new StringBuilder("| ours | ms | beside | ms | ratio |\n|---|---|---|---|---|");
    for (boolean loaded : new boolean[] {false, true}) {
      for (String other : List.of(RestartCases.NOT_CACHED, RestartCases.EARLIER)) {
        String ours = loaded ? RestartCases.loaded(RestartCases.KILLED) : RestartCases.KILLED;
        String theirs = loaded ? RestartCases.loaded(other) : other;
        if (runs.containsKey(ours) && runs.containsKey(theirs)) {
          double own = values(runs.get(ours), RestartRun.FIRST_ANSWER).median();
          double its = values(runs.get(theirs), RestartRun.FIRST_ANSWER).median();
          var row = PeerComparison.of(ours, "kill to first answer, ms", own, theirs, its);
          report.compare(List.of(row));
          text.append(
              String.format(
                  Locale.ROOT,
                  "\n| %s | %.0f | %s | %.0f | %.2f |",
                  ours,
                  own,
                  theirs,
                  its,
                  row.ratio()));
        }
      }
    }
    return text.toString();
  }

  private static Distribution values(List<RestartRun> runs, RestartRun.Measure measure) {
    return new Distribution(
        runs.stream().map(measure.value()::applyAsDouble).toList(), measure.unit());
  }
}
