package dev.aviary.benchmark.scale;

import dev.aviary.benchmark.Distribution;
import dev.aviary.benchmark.Figure;
import dev.aviary.benchmark.Machine;
import dev.aviary.benchmark.Report;
import dev.aviary.benchmark.proxy.BalancerLaunch;
import dev.aviary.benchmark.proxy.Cpu;
import dev.aviary.benchmark.proxy.Daemon;
import dev.aviary.benchmark.proxy.OriginServers;
import dev.aviary.system.stack.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;

/**
 * Measures what builder, monitor and balancer take with 10, 100 and 1,000 apps: at rest, and for
 * each control write.
 *
 * <p>Arguments: the folder of the report, seconds of a measurement.
 */
public final class ScaleBenchmark {
  private static final int[] SIZES = {10, 100, 1_000};

  /** For the compiler to finish with what runs at rest. */
  private static final Duration SETTLED = Duration.ofSeconds(30);

  private static final Duration STARTED = Duration.ofMinutes(3);

  /** Looks and writes of one case. */
  private static final int TIMES = 40;

  private final Path root = Path.of(System.getProperty("aviary.root"));
  private final Duration length;
  private final List<Figure> figures = new ArrayList<>();
  private double trafficKilobytes;

  private ScaleBenchmark(Duration length) {
    this.length = length;
  }

  public static void main(String[] arguments) {
    var benchmark = new ScaleBenchmark(Duration.ofSeconds(Long.parseLong(arguments[1])));
    for (int apps : SIZES) {
      benchmark.controlPlane(apps);
      benchmark.routes(apps);
    }
    benchmark.traffic();
    benchmark.write(Path.of(arguments[0]));
  }

  /** Builder and monitor, with apps of which nothing was deployed. */
  private void controlPlane(int apps) {
    try (var plane = new ControlPlane(root)) {
      Daemon redis = plane.startRedis();
      try (var keys = new AppsInRedis(plane.redisPort())) {
        keys.registerEmpty(apps);
        long began = System.nanoTime();
        Daemon builder = plane.startBuilder();
        Await.until("the builder leads", STARTED, keys::hasLeader);
        figure(apps, "builder: start until it drives every app", seconds(began), "s");
        Daemon monitor = plane.startMonitor();
        sleep(SETTLED);
        rest(
            apps,
            List.of(
                new Part("builder", builder),
                new Part("monitor", monitor),
                new Part("Redis of both", redis)));
        figure(apps, "builder: memory", builder.residentMegabytes(), "MB");
        figure(apps, "builder: threads", (double) builder.threads(), "threads");
        figure(apps, "monitor: memory", monitor.residentMegabytes(), "MB");
        writes(apps, keys, builder, "builder");
      }
    }
  }

  /** The balancer, with two containers of every app. */
  private void routes(int apps) {
    try (var origins = OriginServers.start(1);
        var keys = new AppsInRedis(origins.redis())) {
      long empty = keys.usedBytes();
      keys.registerServing(apps, origins.originPort());
      figure(apps, "Redis: control keys", (keys.usedBytes() - empty) / 1e3, "kB");
      look(apps, "a first look at all control keys", keys.firstLooks(TIMES));
      look(apps, "a look where nothing changed", keys.furtherLooks(TIMES));
      var launch = new BalancerLaunch(root, origins);
      try (Daemon balancer = launch.start()) {
        Await.until("the balancer is a member", STARTED, keys::hasBalancer);
        sleep(SETTLED);
        rest(apps, List.of(new Part("balancer", balancer)));
        figure(apps, "balancer: memory", balancer.residentMegabytes(), "MB");
        figure(apps, "balancer: heartbeat", keys.heartbeatBytes() / 1e3, "kB");
        figure(apps, "balancer: route table on disk", routesBytes(launch) / 1e3, "kB");
        apply(apps, keys);
        Cpu before = balancer.cpu();
        List<Double> applied = apply(apps, keys);
        Cpu used = balancer.cpu().since(before).per(TIMES);
        figure(
            apps,
            "a control write: until the balancer acknowledged it",
            new Distribution(applied, "ms").median(),
            "ms");
        figure(apps, "a control write: CPU of the balancer", used.total() / 1e3, "ms");
      }
    }
  }

  private void look(int apps, String name, AppsInRedis.LookTimes look) {
    figure(apps, name + ": time", new Distribution(look.wall(), "ms").median(), "ms");
    figure(apps, name + ": CPU of the reading thread", look.cpu(), "ms");
  }

  /** Each write follows when the one before is in force. */
  private static List<Double> apply(int apps, AppsInRedis keys) {
    List<Double> applied = new ArrayList<>();
    for (int i = 0; i < TIMES; i++) {
      applied.add(keys.applied(keys.changeSplit(i % apps)));
    }
    return applied;
  }

  /** Redis' memory for an app that has had traffic in every second. */
  private void traffic() {
    try (var plane = new ControlPlane(root)) {
      plane.startRedis();
      try (var keys = new AppsInRedis(plane.redisPort())) {
        figures.add(
            new Figure(
                "an app with traffic every second",
                "Redis: its traffic stream",
                keys.trafficBytes() / 1e3,
                "kB"));
      }
    }
  }

  private record Part(String name, Daemon process) {}

  private void rest(int apps, List<Part> parts) {
    List<Cpu> before = parts.stream().map(each -> each.process().cpu()).toList();
    sleep(length);
    for (int i = 0; i < parts.size(); i++) {
      Cpu used = parts.get(i).process().cpu().since(before.get(i));
      figure(
          apps,
          parts.get(i).name() + ": at rest",
          100 * used.total() / 1e6 / length.toSeconds(),
          "% of a core");
    }
  }

  /** One write a quarter of a second: each is seen by itself. The first ones are not counted. */
  private void writes(int apps, AppsInRedis keys, Daemon reader, String name) {
    write(apps, keys);
    Cpu before = reader.cpu();
    write(apps, keys);
    Cpu used = reader.cpu().since(before).per(TIMES);
    figure(apps, "a control write: CPU of the " + name, used.total() / 1e3, "ms");
  }

  private static void write(int apps, AppsInRedis keys) {
    for (int i = 0; i < TIMES; i++) {
      keys.changeSplit(i % apps);
      sleep(Duration.ofMillis(250));
    }
  }

  private static long routesBytes(BalancerLaunch launch) {
    try (var files = Files.walk(launch.data())) {
      return files
          .filter(each -> each.endsWith("routes.json"))
          .mapToLong(each -> each.toFile().length())
          .sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void figure(int apps, String measure, double value, String unit) {
    String subject = String.format(Locale.ROOT, "%,d apps", apps);
    System.out.printf(Locale.ROOT, "%s: %s: %.2f %s%n", subject, measure, value, unit);
    figures.add(new Figure(subject, measure, value, unit));
  }

  private static double seconds(long began) {
    return (System.nanoTime() - began) / 1e9;
  }

  private static void sleep(Duration length) {
    try {
      Thread.sleep(length);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void write(Path folder) {
    var traffic =
        new Figure("an app with traffic", "Redis: its traffic stream", trafficKilobytes, "kB");
    new Report(folder, "What grows with the number of apps")
        .section(
            "Control plane",
            """
            Real builder, monitor and balancer with the JVM options of the stack, each on a Redis of its own kind with the stack's settings, on
            loopback; the engine is that of this machine. At rest: the mean of %d s, 30 s after the start; nothing was deployed, no visitor, no open
            page. Builder and monitor know apps of which nothing was ever deployed: the engine lists no container of theirs. The balancer knows apps
            with a host and two containers, all of which are one nginx that its probes ask every 2 s. A control write is another split of one
            app; CPU of 40 writes after 40 that are not counted, times are medians. Load of the machine at the end: %.1f.
            """
                .formatted(length.toSeconds(), Machine.load()))
        .figures(figures)
        .figures(List.of(traffic))
        .line(table())
        .line(
            "An app that was asked in each of its last 3,600 intervals (two slots: half an hour) has %.0f kB of traffic in Redis."
                .formatted(trafficKilobytes))
        .write();
  }

  /** A line for each measure, a column for each number of apps. */
  private String table() {
    var rows = new LinkedHashMap<String, StringBuilder>();
    for (Figure each : figures) {
      rows.computeIfAbsent(
              "| " + each.measure() + ", " + each.unit(), name -> new StringBuilder(name))
          .append(String.format(Locale.ROOT, " | %.2f", each.value()));
    }
    var table = new StringBuilder("| | 10 apps | 100 apps | 1,000 apps |\n|---|---|---|---|");
    rows.values().forEach(row -> table.append('\n').append(row).append(" |"));
    return table.toString();
  }
}
