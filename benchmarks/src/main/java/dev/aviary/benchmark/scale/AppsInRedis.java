package dev.aviary.benchmark.scale;

import dev.aviary.contract.app.Member;
import dev.aviary.contract.app.Occupancy;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.app.Slots;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.redis.Revision;
import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.redis.WriteOutcome;
import dev.aviary.contract.redis.Writes;
import dev.aviary.contract.rollout.Rollout;
import dev.aviary.contract.route.ControlReader;
import dev.aviary.contract.route.Split;
import dev.aviary.contract.route.Stickiness;
import dev.aviary.contract.telemetry.BalancerStore;
import dev.aviary.contract.telemetry.LatencyBounds;
import dev.aviary.contract.telemetry.TrafficInterval;
import dev.aviary.contract.telemetry.TrafficStore;
import io.micronaut.context.ApplicationContext;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The keys of many apps in a real Redis, written and read as the services do it. */
final class AppsInRedis implements AutoCloseable {
  private final ApplicationContext context;
  private final Writes writes;
  private final Wire wire;
  private final ControlReader reader;
  private final BalancerStore balancers;
  private final RedisLink redis;
  private int percent;

  AppsInRedis(int port) {
    Map<String, Object> settings =
        Map.of(
            "redis.host",
            "127.0.0.1",
            "redis.port",
            port,
            "aviary.instance.name",
            ControlPlane.INSTANCE,
            "aviary.admin.token",
            ControlPlane.TOKEN);
    this.context = ApplicationContext.run(settings);
    this.writes = context.getBean(Writes.class);
    this.wire = context.getBean(Wire.class);
    this.reader = context.getBean(ControlReader.class);
    this.balancers = context.getBean(BalancerStore.class);
    this.redis = context.getBean(RedisLink.class);
  }

  private static String name(int number) {
    return "app-%04d".formatted(number);
  }

  /** Apps of which nothing was ever deployed: a builder has nothing to do for them. */
  void registerEmpty(int apps) {
    for (int i = 0; i < apps; i++) {
      register(i, Slots.EMPTY);
    }
  }

  /** Apps with two stable containers each, all of which are one server on loopback. */
  void registerServing(int apps, int port) {
    for (int i = 0; i < apps; i++) {
      Slots slots = Slots.EMPTY;
      for (Slot slot : Slot.STABLE) {
        Member member = member(name(i), i, slot, port);
        slots = slots.with(slot, new Occupancy(member, null, List.of()));
      }
      register(i, slots);
    }
  }

  private void register(int number, Slots slots) {
    String app = name(number);
    writes
        .begin()
        .set(Keys.spec(app), spec(app, number))
        .addToSet(Keys.SPECS, app)
        .set(Keys.slots(app), wire.write(slots))
        .set(Keys.rollout(app), wire.write(new Rollout.Empty()))
        .set(Keys.split(app), wire.write(split(33)))
        .raise()
        .run();
  }

  private static String spec(String app, int number) {
    return """
    {"name": "%1$s", "index": %2$d, "repository": "https://git.example.org/team/%1$s.git",
     "hosts": ["%1$s.example.org"], "environment": {"LOG_LEVEL": "info", "REGION": "eu-1"}}
    """
        .formatted(app, number);
  }

  private static Split split(int percent) {
    return new Split(percent, Stickiness.COOKIE, true);
  }

  private static Member member(String app, int number, Slot slot, int port) {
    return new Member(
        app + "-release-1",
        app + "-deployment-1",
        "%040x".formatted(number),
        "%s-%s-%048x".formatted(app, slot.id(), number),
        "127.0.0.1",
        port,
        "/100");
  }

  /** A control write of one app: another split than before. */
  Revision changeSplit(int number) {
    percent = (percent + 1) % 100;
    WriteOutcome outcome =
        writes.begin().set(Keys.split(name(number)), wire.write(split(percent))).raise().run();
    return ((WriteOutcome.Written) outcome).revision();
  }

  boolean acknowledged(Revision revision) {
    return balancers.acknowledged(revision);
  }

  /** Whether a builder leads. */
  boolean hasLeader() {
    return redis.commands().exists(Keys.LEADER) == 1;
  }

  boolean hasBalancer() {
    return !redis.commands().smembers(Keys.BALANCERS).isEmpty();
  }

  /** Bytes of the last heartbeat of the one balancer. */
  long heartbeatBytes() {
    return redis.commands().smembers(Keys.BALANCERS).stream()
        .mapToLong(id -> redis.commands().strlen(Keys.balancer(id)))
        .sum();
  }

  /** Bytes that Redis has in use. */
  long usedBytes() {
    return redis
        .commands()
        .info("memory")
        .lines()
        .filter(line -> line.startsWith("used_memory:"))
        .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(':') + 1).strip()))
        .sum();
  }

  /** Bytes of one app's traffic stream when it is as long as it is kept. */
  long trafficBytes() {
    TrafficStore store = context.getBean(TrafficStore.class);
    Instant now = Instant.now();
    // An app whose answers take 1 to 10 ms, as the balancer would count them.
    List<Long> millis =
        LatencyBounds.MILLIS.stream()
            .map(each -> each >= 1 && each < 10 ? 10L : 0L)
            .collect(Collectors.toCollection(ArrayList::new));
    millis.add(0L);
    for (int i = 0; i < TrafficStore.KEPT_ENTRIES; i++) {
      store.append(
          "traffic",
          new TrafficInterval(
              "benchmark-balancer",
              now.plusSeconds(i),
              "stable-1",
              "app-release-1",
              100,
              0,
              0,
              List.of(),
              100,
              0,
              LatencyBounds.named(millis),
              0));
    }
    return redis.commands().memoryUsage(Keys.traffic("traffic"));
  }

  /** A look at the control keys of all apps by a reader that has not seen them before. */
  LookTimes firstLooks(int times) {
    return looks(times, () -> new ControlReader(redis, wire));
  }

  /** The same by one that has, where nothing changed. */
  LookTimes furtherLooks(int times) {
    return looks(times, () -> reader);
  }

  private static LookTimes looks(int times, Supplier<ControlReader> readers) {
    for (int i = 0; i < times; i++) {
      readers.get().read();
    }
    var threads = ManagementFactory.getThreadMXBean();
    List<Double> wall = new ArrayList<>();
    long cpu = threads.getCurrentThreadCpuTime();
    for (int i = 0; i < times; i++) {
      ControlReader each = readers.get();
      long began = System.nanoTime();
      each.read();
      wall.add((System.nanoTime() - began) / 1e6);
    }
    return new LookTimes(wall, (threads.getCurrentThreadCpuTime() - cpu) / 1e6 / times);
  }

  /**
   * @param wall from the question to the last record
   * @param cpu of the reading thread, a look
   */
  record LookTimes(List<Double> wall, double cpu) {}

  /** Until a balancer has put the write in force and said so. */
  double applied(Revision revision) {
    long began = System.nanoTime();
    long end = began + Duration.ofSeconds(30).toNanos();
    while (!acknowledged(revision)) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("no balancer acknowledged " + revision + " within 30 s");
      }
      Thread.onSpinWait();
    }
    return (System.nanoTime() - began) / 1e6;
  }

  @Override
  public void close() {
    context.close();
  }
}
