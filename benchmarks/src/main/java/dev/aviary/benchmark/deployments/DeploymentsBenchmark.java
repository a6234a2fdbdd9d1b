package dev.aviary.benchmark.deployments;

import dev.aviary.benchmark.Distribution;
import dev.aviary.benchmark.Figure;
import dev.aviary.benchmark.Report;
import dev.aviary.benchmark.load.LoadTarget;
import dev.aviary.benchmark.load.OpenLoad;
import dev.aviary.system.stack.Await;
import dev.aviary.system.stack.OwnStack;
import dev.aviary.system.stack.Stack;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Counts the requests that are lost while releases of an app are replaced, on a stack of its own
 * and the machine's own Docker engine.
 *
 * <p>Arguments: the folder of the report, how many deployments, requests a second.
 */
public final class DeploymentsBenchmark {
  private static final int CONNECTIONS = 64;

  /** Two stable slots and the canary's. */
  private static final int CONTAINERS = 3;

  private static final Duration WARM_UP = Duration.ofSeconds(10);

  private static final SortedMap<String, Double> QUANTILES =
      new TreeMap<>(Map.of("p50", 0.5, "p99", 0.99, "p99.9", 0.999, "slowest", 1.0));

  private DeploymentsBenchmark() {}

  public static void main(String[] arguments) {
    int deployments = Integer.parseInt(arguments[1]);
    int perSecond = Integer.parseInt(arguments[2]);
    var report = new Report(Path.of(arguments[0]), "Deployments under load");
    try (var own = new OwnStack()) {
      measure(report, own, deployments, perSecond);
    }
    report.write();
  }

  private static void measure(Report report, OwnStack own, int deployments, int perSecond) {
    NginxApp nginx = NginxApp.on(own);
    var target = new LoadTarget(own.stack().ports().open(), nginx.app().host(), "/");
    warmUp(target, perSecond);
    var over = new AtomicBoolean();
    var load =
        CompletableFuture.supplyAsync(
            () -> new OpenLoad(target, CONNECTIONS, perSecond).runWhile(() -> !over.get()));
    var lasted = new ArrayList<Double>();
    long began = System.nanoTime();
    for (int i = 0; i < deployments; i++) {
      lasted.add(nginx.deploy(i % 2 == 0 ? "canary" : "master"));
      System.out.printf("deployment %d: live after %.1f s%n", i + 1, lasted.getLast());
    }
    Await.until(
        "the old containers are gone",
        Stack.PATIENCE,
        () -> own.stack().host().containers(nginx.app().name()).size() == CONTAINERS);
    double seconds = (System.nanoTime() - began) / 1e9;
    over.set(true);
    tell(report, load.join(), new Distribution(lasted, "s"), seconds, perSecond);
  }

  /** The balancer's compiler has done its work before anything counts. */
  private static void warmUp(LoadTarget target, int perSecond) {
    long end = System.nanoTime() + WARM_UP.toNanos();
    new OpenLoad(target, CONNECTIONS, perSecond).runWhile(() -> System.nanoTime() < end);
  }

  private static void tell(
      Report report, OpenLoad.Outcome outcome, Distribution lasted, double seconds, int perSecond) {
    int count = lasted.values().size();
    String subject = "%d deployments at %d requests/s".formatted(count, perSecond);
    long answered = outcome.latencies().count();
    var rows = new ArrayList<Figure>();
    rows.add(new Figure(subject, "requests lost", outcome.errors(), "requests"));
    rows.add(new Figure(subject, "requests answered 200", answered, "requests"));
    double asked = (answered + outcome.errors()) / seconds;
    rows.add(new Figure(subject, "requests due a second", asked, "requests/s"));
    QUANTILES.forEach((name, q) ->
        rows.add(new Figure(subject, name, outcome.latencies().micros(q) / 1000, "ms")));
    rows.addAll(lasted.figures(subject, "push to live"));
    report
        .section(
            "Requests lost",
            "An app of nginx from Debian, two stable slots and a canary of 33 %, is deployed again and"
                + " again, canary and stable in turn, each time another commit and so another image and"
                + " other containers. Meanwhile an open load asks on %d connections that stay open;"
                    .formatted(CONNECTIONS)
                + " lost is whatever is not answered 200 within 20 s of the moment at which it was due."
                + " Target: 0.")
        .table(rows)
        .line("All deployments: " + lasted.all() + " s.");
    outcome.failures().forEach((why, lost) -> report.line("Lost: %d, %s".formatted(lost, why)));
  }
}
