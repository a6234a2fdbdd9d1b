package dev.aviary.cli.watch;

import dev.aviary.cli.call.AdminApi;
import dev.aviary.cli.call.ApiJson;
import dev.aviary.cli.call.ApiPath;
import dev.aviary.cli.call.ApiReply;
import dev.aviary.cli.exit.CommandFailure;
import dev.aviary.cli.exit.ExitStatus;
import dev.aviary.cli.invocation.ApiCommand;
import dev.aviary.cli.invocation.CommandContext;
import dev.aviary.cli.text.TextTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "top",
    description = "what each container uses and what its visitors get, every second")
public final class TopCommand extends ApiCommand {
  private static final long PAUSE_MILLIS = 1000;
  private static final String HOME = "\033[H";
  private static final String TO_END_OF_LINE = "\033[K";
  private static final String TO_END = "\033[J";
  private static final double MEBIBYTE = 1024.0 * 1024;

  /** From where a share of a limit is worth a look: as the monitor's usual threshold. */
  private static final double HOT = 50;

  @Option(names = "--once", description = "print one reading and end, as without a terminal")
  private boolean once;

  public TopCommand(CommandContext context) {
    super(context);
  }

  @Override
  protected ExitStatus run() {
    if (json || once || !context.isTerminal()) {
      ApiReply reply = get(AdminApi.MONITOR, ApiPath.of("stats"));
      return done(reply, json ? "" : table(reply.json()));
    }
    context.out().print("\033[2J");
    while (true) {
      String table = table(get(AdminApi.MONITOR, ApiPath.of("stats")).json());
      context.out().print(HOME);
      table.lines().forEach(line -> context.out().println(line + TO_END_OF_LINE));
      context.out().print(TO_END);
      context.out().flush();
      pause();
    }
  }

  private String table(ApiJson stats) {
    boolean ofSwarm = stats.items().stream().anyMatch(each -> !each.at("node").text().isEmpty());
    var table =
        new TextTable(
            style(),
            cells(
                ofSwarm,
                "NODE",
                "NAME",
                "CPU %",
                "MEMORY",
                "MEM %",
                "REQUESTS/S",
                "5XX/S",
                "P50 MS",
                "P95 MS",
                "P99 MS",
                "IN FLIGHT"));
    Map<String, ApiJson> traffic = traffic(stats.items());
    for (ApiJson container : sorted(stats.items())) {
      ApiJson figures =
          traffic.getOrDefault(
              container.at("app").text() + " " + container.at("slot").text(), new ApiJson(null));
      table.row(
          cells(
              ofSwarm,
              container.at("node").text(),
              name(container),
              hot(container.at("cpuPercent")),
              memory(container),
              hot(container.at("memoryPercent")),
              figure(figures.at("requestsPerSecond")),
              figure(figures.at("serverErrorsPerSecond")),
              figure(figures.at("p50Millis")),
              figure(figures.at("p95Millis")),
              figure(figures.at("p99Millis")),
              figures.at("inFlight").text()));
    }
    return table.text();
  }

  /** The first is for a swarm alone. */
  private static String[] cells(boolean ofSwarm, String... cells) {
    return ofSwarm ? cells : Arrays.copyOfRange(cells, 1, cells.length);
  }

  /** Apps first, each with its slots in their order. */
  private static List<ApiJson> sorted(List<ApiJson> containers) {
    var sorted = new ArrayList<>(containers);
    sorted.sort(
        java.util.Comparator.comparing((ApiJson each) -> each.at("app").text().isEmpty())
            .thenComparing(each -> each.at("app").text())
            .thenComparing(each -> each.at("slot").text().replace("canary", "~"))
            .thenComparing(each -> each.at("name").text()));
    return sorted;
  }

  private static String name(ApiJson container) {
    String app = container.at("app").text();
    return app.isEmpty() ? container.at("name").text() : app + " " + container.at("slot").text();
  }

  /** By app and slot, of what the balancer tells. */
  private Map<String, ApiJson> traffic(List<ApiJson> containers) {
    var traffic = new HashMap<String, ApiJson>();
    containers.stream()
        .map(each -> each.at("app").text())
        .filter(app -> !app.isEmpty())
        .distinct()
        .forEach(app ->
            slots(app)
                .forEach(slot -> {
                  if (slot.at("routed").isTrue()) {
                    traffic.put(app + " " + slot.at("slot").text(), slot);
                  }
                }));
    return traffic;
  }

  private List<ApiJson> slots(String app) {
    try {
      return context
          .caller()
          .ask(AdminApi.BALANCER, "GET", ApiPath.of("apps", app, "traffic"))
          .json()
          .at("slots")
          .items();
    } catch (CommandFailure away) {
      return List.of();
    }
  }

  private String hot(ApiJson percent) {
    String text = figure(percent);
    return percent.number() > HOT ? style().bad(text) : text;
  }

  private static String memory(ApiJson container) {
    return container.at("memoryBytes").isNumber()
        ? String.format(
            Locale.ROOT,
            "%.0f of %.0f MiB",
            container.at("memoryBytes").number() / MEBIBYTE,
            container.at("memoryLimitBytes").number() / MEBIBYTE)
        : "";
  }

  private static String figure(ApiJson number) {
    return number.isNumber() ? String.format(Locale.ROOT, "%.1f", number.number()) : "";
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
