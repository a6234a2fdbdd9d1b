package dev.aviary.monitor.stats;

import dev.aviary.monitor.node.NodeSettings;
import dev.aviary.monitor.sample.NewestSamples.Standing;
import dev.aviary.monitor.sample.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The table that {@code docker stats} prints; on a swarm with the node of each container. */
final class StatsTable {
  private static final List<String> TITLES =
      List.of(
          "CONTAINER ID",
          "NAME",
          "CPU %",
          "MEM USAGE / LIMIT",
          "MEM %",
          "NET I/O",
          "BLOCK I/O",
          "PIDS");
  private static final String NONE = "--";
  private static final int NARROWEST = 10;
  private static final int GAP = 3;

  private StatsTable() {}

  static String of(List<Standing> containers) {
    boolean ofSwarm = containers.stream().anyMatch(each -> !each.container().node().isEmpty());
    var rows = new ArrayList<List<String>>();
    rows.add(ofSwarm ? with(TITLES, "NODE") : TITLES);
    for (Standing each : containers) {
      String node = NodeSettings.shown(each.container().node());
      rows.add(ofSwarm ? with(row(each), node) : row(each));
    }
    int[] widths = widths(rows);
    var table = new StringBuilder();
    for (List<String> row : rows) {
      for (int column = 0; column < row.size(); column++) {
        boolean last = column == row.size() - 1;
        String cell = row.get(column);
        table.append(cell).append(last ? "\n" : " ".repeat(widths[column] - cell.length()));
      }
    }
    return table.toString();
  }

  private static List<String> with(List<String> row, String node) {
    return Stream.concat(row.stream(), Stream.of(node)).toList();
  }

  private static List<String> row(Standing container) {
    String id = container.container().shortId();
    String name = container.container().name();
    Sample sample = container.sample();
    if (sample == null) {
      return List.of(id, name, NONE, pair(NONE, NONE), NONE, NONE, NONE, NONE);
    }
    return List.of(
        id,
        name,
        percent(sample.cpuPercent()),
        pair(HumanSize.binary(sample.memoryBytes()), HumanSize.binary(sample.memoryLimitBytes())),
        percent(sample.memoryPercent()),
        pair(
            HumanSize.decimal(sample.networkReceivedBytes()),
            HumanSize.decimal(sample.networkSentBytes())),
        pair(
            HumanSize.decimal(sample.blockReadBytes()),
            HumanSize.decimal(sample.blockWrittenBytes())),
        Long.toString(sample.pids()));
  }

  private static String percent(@Nullable Double value) {
    return value == null ? NONE : String.format(Locale.ROOT, "%.2f%%", value);
  }

  private static String pair(String left, String right) {
    return left + " / " + right;
  }

  private static int[] widths(List<List<String>> rows) {
    int[] widths = new int[rows.getFirst().size()];
    for (List<String> row : rows) {
      for (int column = 0; column < widths.length; column++) {
        int wanted = Math.max(NARROWEST, row.get(column).length() + GAP);
        widths[column] = Math.max(widths[column], wanted);
      }
    }
    return widths;
  }
}
