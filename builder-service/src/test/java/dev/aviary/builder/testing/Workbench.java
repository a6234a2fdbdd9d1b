package dev.aviary.builder.testing;

import com.github.dockerjava.api.model.Image;
import dev.aviary.contract.app.Release;
import dev.aviary.contract.app.SpecStore;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentStatus;
import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.redis.Writes;
import dev.aviary.contract.rollout.Rollout;
import dev.aviary.contract.rollout.RolloutStore;
import dev.aviary.contract.testing.RealRedis;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** A builder with a real Redis, a real engine and one app with a real repository. */
public final class Workbench implements AutoCloseable {
  public static final String APP = "demo";

  private static final Duration DEADLINE = Duration.ofSeconds(90);
  private static final Wire WIRE = Wire.standalone();

  private final RealEngine engine = RealEngine.connect();
  private final RealRedis redis = RealRedis.start();
  private final RealRepository repository;
  private final Path data;
  private final Map<String, String> settings = new HashMap<>();
  private RunningBuilder builder;

  public Workbench(Path folder, Map<String, String> more) {
    repository = RealRepository.in(folder.resolve("app.git"));
    data = folder.resolve("data");
    settings.putAll(more);
    builder = RunningBuilder.start(engine.instance(), redis, data, settings);
    knowApp();
  }

  /** The app is registered, and nothing runs of it. */
  public void knowApp() {
    builder.bean(SpecStore.class).save(Specs.of(APP, repository.url(), null));
    var rollouts = builder.bean(RolloutStore.class);
    rollouts.put(builder.bean(Writes.class).begin(), APP, null, new Rollout.Empty()).run();
  }

  public RealEngine engine() {
    return engine;
  }

  public RealRedis redis() {
    return redis;
  }

  public RealRepository repository() {
    return repository;
  }

  public RunningBuilder builder() {
    return builder;
  }

  /** A setting of the next start. */
  public void settings(String name, String value) {
    settings.put(name, value);
  }

  /** Stops the builder in the middle of whatever it does, and starts it again. */
  public void restart() {
    restart(() -> {});
  }

  /**
   * The same.
   *
   * @param meanwhile done while it is stopped
   */
  public void restart(Runnable meanwhile) {
    builder.close();
    meanwhile.run();
    builder = RunningBuilder.start(engine.instance(), redis, data, settings);
  }

  public Deployment deploy(String branch) {
    var answer =
        builder.post("/deployments", "{\"app\":\"%s\",\"branch\":\"%s\"}".formatted(APP, branch));
    if (answer.statusCode() != 202) {
      throw new AssertionError(answer.statusCode() + " " + answer.body());
    }
    return WIRE.read(answer.body(), Deployment.class);
  }

  public DeploymentStatus state(String id) {
    return WIRE.read(builder.get("/deployments/" + id).body(), Deployment.class).status();
  }

  public String log(String id) {
    return builder
        .send(builder.admin("/deployments/" + id + "/log").header("Accept", "text/plain"))
        .body();
  }

  /** The release that a deployment's image is, once it is there. */
  public Release built(Deployment deployment) {
    Image image =
        await(
                "image",
                () -> engine.imageOf(deployment.id()),
                Optional::isPresent,
                () -> state(deployment.id()) + log(deployment.id()))
            .orElseThrow();
    return new Release(
        Objects.requireNonNull(image.getLabels().get("dev.aviary.release")),
        deployment.app(),
        deployment.branch(),
        deployment.commit(),
        image.getId(),
        null);
  }

  /** The state of a deployment once it is one that was waited for. */
  public DeploymentStatus await(String id, Predicate<DeploymentStatus> awaited) {
    return await("state", () -> state(id), awaited, () -> log(id));
  }

  /** Builds take longer than what the other tests wait for. */
  public <T> T await(String what, Supplier<T> look, Predicate<T> awaited, Supplier<String> hint) {
    long begun = System.nanoTime();
    T now = look.get();
    while (!awaited.test(now)) {
      if (System.nanoTime() - begun > DEADLINE.toNanos()) {
        throw new AssertionError(what + " is still " + now + "\n" + hint.get());
      }
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
      now = look.get();
    }
    return now;
  }

  @Override
  public void close() {
    builder.close();
    engine.close();
    redis.close();
    repository.close();
  }
}
