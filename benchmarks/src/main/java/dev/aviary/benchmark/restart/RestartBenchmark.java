package dev.aviary.benchmark.restart;

import dev.aviary.benchmark.proxy.OriginServers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts what visitors lose while the balancer, nginx and HAProxy are replaced, restarted and
 * killed.
 *
 * <p>Arguments: the folder of the report, rounds, requests a second, and the folder of an earlier
 * checkout or nothing; after that, to look at some cases alone without a report, a pattern of their
 * names.
 */
public final class RestartBenchmark {
  private RestartBenchmark() {}

  public static void main(String[] arguments) {
    int rounds = Integer.parseInt(arguments[1]);
    int perSecond = Integer.parseInt(arguments[2]);
    String earlier = arguments.length > 3 ? arguments[3] : "";
    String only = arguments.length > 4 ? arguments[4] : ".*";
    Path root = Path.of(System.getProperty("aviary.root"));
    var report = new RestartReport(Path.of(arguments[0]), rounds, perSecond);
    try (var origins = OriginServers.start(LongExchanges.EVENTS)) {
      var cases =
          new RestartCases(
                  root, earlier.isEmpty() ? null : Path.of(earlier).toAbsolutePath(), origins)
              .all();
      var lab = new RestartLab(perSecond);
      Map<String, List<RestartRun>> runs = new LinkedHashMap<>();
      for (int round = 1; round <= rounds; round++) {
        for (RestartCase each : cases) {
          if (each.name().matches(only)) {
            RestartRun run = lab.run(each);
            runs.computeIfAbsent(each.name(), _ -> new ArrayList<>()).add(run);
            System.out.printf("%d. %s: %s%n", round, each.name(), run.line());
          }
        }
      }
      if (arguments.length <= 4) {
        report.write(runs);
      }
    }
  }
}
