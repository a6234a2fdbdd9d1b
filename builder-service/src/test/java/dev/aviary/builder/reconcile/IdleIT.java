package dev.aviary.builder.reconcile;

import static dev.aviary.contract.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.builder.testing.EngineSocket;
import dev.aviary.builder.testing.RealEngine;
import dev.aviary.builder.testing.RunningBuilder;
import dev.aviary.builder.testing.Specs;
import dev.aviary.contract.app.SpecStore;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.rollout.RolloutStore;
import dev.aviary.contract.testing.RealRedis;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What apps cost at which nothing happens. */
final class IdleIT {
  private static final int MANY = 20;
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  /** Part of the one look at the containers of all apps that each round takes. */
  private static final String ROUND = "dev.aviary.app%22";

  @Test
  void twentyIdleAppsCostNoMoreThanOne(@TempDir Path folder) {
    try (var redis = RealRedis.start();
        var real = RealEngine.connect();
        var engine = EngineSocket.in(folder);
        var builder =
            RunningBuilder.start(
                real.instance(),
                redis,
                folder.resolve("data"),
                Map.of("aviary.engine.host", engine.host()))) {
      Cost one = costOfARound(builder, engine, 1);
      Cost many = costOfARound(builder, engine, MANY);

      assertEquals(one.engine(), many.engine());
      // The revision is read once a second and the queue twice: on a busy machine a round is
      // longer.
      assertTrue(many.redis() <= 2 * one.redis(), one + " became " + many);
    }
  }

  private record Cost(List<String> engine, long redis) {}

  private static Cost costOfARound(RunningBuilder builder, EngineSocket engine, int apps) {
    IntStream.range(0, apps).forEach(n -> register(builder, "idle-" + n));
    eventually(
        "each app was looked at",
        DEADLINE,
        () -> IntStream.range(0, apps).allMatch(n -> isKnown(builder, "idle-" + n)));
    // What the loops do after their first write, and the round that is under way.
    awaitRound(engine);
    int from = awaitRound(engine);
    long before = commands(builder);
    int to = awaitRound(engine);
    List<String> asked =
        engine.asked().subList(from, to).stream().filter(call -> !call.endsWith("/_ping")).toList();
    return new Cost(asked, commands(builder) - before);
  }

  private static void register(RunningBuilder builder, String app) {
    builder.bean(SpecStore.class).save(Specs.of(app, "file:///app.git", null));
  }

  private static boolean isKnown(RunningBuilder builder, String app) {
    return builder.bean(RolloutStore.class).find(app).isPresent();
  }

  /** How much was asked when the next round looked. */
  private static int awaitRound(EngineSocket engine) {
    int before = engine.asked().size();
    eventually("a round", DEADLINE, () -> end(engine, before) >= 0);
    return end(engine, before);
  }

  private static int end(EngineSocket engine, int from) {
    List<String> asked = engine.asked();
    return IntStream.range(from, asked.size())
        .filter(n -> asked.get(n).contains(ROUND))
        .map(n -> n + 1)
        .findFirst()
        .orElse(-1);
  }

  /** How often Redis was sent something so far; what its scripts do inside does not count. */
  private static long commands(RunningBuilder builder) {
    return builder
        .bean(RedisLink.class)
        .commands()
        .info("stats")
        .lines()
        .filter(line -> line.startsWith("total_reads_processed:"))
        .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(':') + 1).strip()))
        .sum();
  }
}
