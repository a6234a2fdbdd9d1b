package dev.aviary.builder.forge;

import static dev.aviary.contract.testing.Eventually.eventually;

import dev.aviary.builder.testing.RealForge;
import dev.aviary.builder.testing.RealForge.Call;
import dev.aviary.builder.testing.RunningBuilder;
import dev.aviary.builder.testing.Specs;
import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.Release;
import dev.aviary.contract.app.SpecStore;
import dev.aviary.contract.app.Track;
import dev.aviary.contract.app.TriggerOptions;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentStatus;
import dev.aviary.contract.deployment.DeploymentStore;
import dev.aviary.contract.event.Event;
import dev.aviary.contract.event.EventLog;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.testing.RealRedis;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What the tests of commit statuses share. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ForgeReporterCase {
  static final String COMMIT = "a".repeat(40);
  static final Duration DEADLINE = Duration.ofSeconds(30);
  RealRedis redis;
  RealForge forge;
  RunningBuilder builder;
  String app;

  @BeforeAll
  void start(@TempDir Path folder) {
    redis = RealRedis.start();
    forge = RealForge.start();
    builder =
        RunningBuilder.start(
            "forge",
            redis,
            folder.resolve("data"),
            Map.of(
                "aviary.public.url",
                "https://deploy.example.org/",
                "aviary.engine.host",
                "unix://" + folder.resolve("no.sock")));
    var commands = builder.bean(RedisLink.class).commands();
    eventually(
        "the timeline is read",
        () -> commands.exists(Keys.EVENTS) > 0 && commands.xinfoGroups(Keys.EVENTS).size() == 1);
  }

  @AfterAll
  void stop() {
    builder.close();
    forge.close();
    redis.close();
  }

  @BeforeEach
  void anAppOfItsOwn() {
    app = "app-" + UUID.randomUUID().toString().substring(0, 8);
    forge.forget();
    forge.answers(201, "{\"id\":4711}");
  }

  void register(String kind) {
    save(Specs.of(app, "https://ada:tok%2Ben@git.example.org/ada/" + app + ".git", null), kind);
  }

  void save(AppSpec spec, String kind) {
    save(spec, kind, forge.url());
  }

  void save(AppSpec spec, String kind, String url) {
    builder
        .bean(SpecStore.class)
        .save(
            spec.withTriggers(
                new TriggerOptions(
                    "push", List.of(), kind, url, "https://shop.example.org", "none")));
  }

  Deployment queued() {
    return queued(COMMIT);
  }

  Deployment queued(String commit) {
    Deployment deployment = admitted(commit);
    event("deployment-queued", deployment, null);
    return deployment;
  }

  Deployment admitted(String commit) {
    Instant now = Instant.now();
    var deployment =
        new Deployment(
            "d" + UUID.randomUUID().toString().substring(0, 8),
            app,
            Track.CANARY,
            "canary",
            commit,
            "github",
            null,
            now,
            now,
            new DeploymentStatus.Queued());
    builder.bean(DeploymentStore.class).admit(deployment, false);
    return deployment;
  }

  void event(String what, Deployment deployment, @Nullable String why) {
    builder
        .bean(EventLog.class)
        .append(new Event(Instant.now(), "test", what, app, deployment.id(), why));
  }

  void end(Deployment deployment, DeploymentStatus status) {
    builder.bean(DeploymentStore.class).change(deployment.id(), _ -> status);
  }

  Release release() {
    return new Release(app + "-aaaaaaa-1", app, "canary", COMMIT, "image", null);
  }

  String last() {
    List<Call> calls = forge.calls();
    return calls.isEmpty() ? "" : calls.getLast().body();
  }

  /** The whole timeline was read, and nothing of it waits. */
  void allTold() {
    var redis = builder.bean(RedisLink.class).commands();
    String newest =
        redis.xrevrange(Keys.EVENTS, Range.unbounded(), Limit.from(1)).getFirst().getId();
    eventually(
        "nothing waits",
        DEADLINE,
        () ->
            String.valueOf(redis.xinfoGroups(Keys.EVENTS)).contains(newest)
                && redis.xpending(Keys.EVENTS, "forge").getCount() == 0);
  }
}
