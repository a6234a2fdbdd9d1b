package dev.aviary.monitor.testing;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.CreateContainerResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import dev.aviary.contract.app.Slot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** App containers of an instance of a test's own, on the real Docker engine. */
public final class Apps implements AutoCloseable {
  public static final String APP = "bird";
  public static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

  public static final String RELEASE = "bird-0123456-1";

  private static final String IMAGE = "debian:trixie-slim";
  private static final long MEMORY = 64L << 20;
  private static final long NANO_CPUS = 800_000_000;

  /** Burns CPU while a file exists. */
  private static final String COMMAND =
      "while :; do if [ -e /tmp/burn ]; then :; else sleep 0.2; fi; done";

  private final DockerClient engine;
  private final String instance = "monitor-it-" + UUID.randomUUID().toString().substring(0, 8);

  public Apps() {
    var config = DefaultDockerClientConfig.createDefaultConfigBuilder().build();
    engine =
        DockerClientImpl.getInstance(
            config,
            new ApacheDockerHttpClient.Builder().dockerHost(config.getDockerHost()).build());
    pullIfMissing();
  }

  public String instance() {
    return instance;
  }

  /** Starts a container in a slot and returns its id. */
  public String start(Slot slot) {
    return start(APP, slot);
  }

  public String start(String app, Slot slot) {
    return start(app, slot, RELEASE);
  }

  public String start(String app, Slot slot, String release) {
    var labels = new HashMap<String, String>();
    labels.put("dev.aviary.instance", instance);
    labels.put("dev.aviary.role", "app");
    Map.of(
            "app", app,
            "slot", slot.id(),
            "track", slot.track().id(),
            "release", release,
            "commit", COMMIT,
            "branch", slot.track().id(),
            "deployment", deployment(slot))
        .forEach((name, value) -> labels.put("dev.aviary." + name, value));
    CreateContainerResponse made =
        engine
            .createContainerCmd(IMAGE)
            .withName(String.join("-", instance, app, slot.id()))
            .withLabels(labels)
            .withHostConfig(
                HostConfig.newHostConfig()
                    .withInit(true)
                    .withMemory(MEMORY)
                    .withNanoCPUs(NANO_CPUS))
            .withCmd("sh", "-c", COMMAND)
            .exec();
    engine.startContainerCmd(made.getId()).exec();
    return made.getId();
  }

  public static String deployment(Slot slot) {
    return "deployment-of-" + slot.id();
  }

  /** Takes 40 of the container's 64 MiB. */
  public void fillMemory(String container) {
    run(container, "head -c 40M /dev/zero > /dev/shm/filled");
  }

  /** Runs a process that takes more than the container may have: the kernel kills it alone. */
  public void exceedMemory(String container) {
    run(container, "head -c 200M /dev/zero | tail -c 150M > /dev/null");
  }

  public boolean runs(String container) {
    return Boolean.TRUE.equals(
        engine.inspectContainerCmd(container).exec().getState().getRunning());
  }

  public void freeMemory(String container) {
    run(container, "rm /dev/shm/filled");
  }

  public void burnCpu(String container) {
    run(container, "touch /tmp/burn");
  }

  /** Writes 3,000 lines a second to the container's log, for two minutes at most. */
  public void floodLog(String container) {
    String flood =
        "touch /tmp/loud; for i in $(seq 120); do"
            + " [ -e /tmp/loud ] || exit; seq 100001 103000; sleep 1; done > /proc/1/fd/1";
    String id = engine.execCreateCmd(container).withCmd("sh", "-c", flood).exec().getId();
    try {
      engine
          .execStartCmd(id)
          .withDetach(true)
          .exec(new ResultCallback.Adapter<>())
          .awaitCompletion();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  public void calmLog(String container) {
    run(container, "rm /tmp/loud");
  }

  /** Keeps every CPU of the host busy until the end of the test, for half a minute at most. */
  public void starveHost() {
    for (int i = 0; i < 3 * Runtime.getRuntime().availableProcessors(); i++) {
      String id =
          engine
              .createContainerCmd(IMAGE)
              .withName(instance + "-burner-" + i)
              .withLabels(Map.of("dev.aviary.instance", instance, "dev.aviary.role", "burner"))
              .withHostConfig(HostConfig.newHostConfig().withInit(true).withMemory(MEMORY))
              .withCmd("timeout", "30", "sh", "-c", "while :; do :; done")
              .exec()
              .getId();
      engine.startContainerCmd(id).exec();
    }
  }

  /** Starts a container of the instance that belongs to no app. */
  public void startService() {
    String id =
        engine
            .createContainerCmd(IMAGE)
            .withName(instance + "-service")
            .withLabels(Map.of("dev.aviary.instance", instance, "dev.aviary.role", "service"))
            .withHostConfig(HostConfig.newHostConfig().withInit(true).withMemory(MEMORY))
            .withCmd("sleep", "600")
            .exec()
            .getId();
    engine.startContainerCmd(id).exec();
  }

  public void restart(String container) {
    engine.restartContainerCmd(container).withTimeout(1).exec();
  }

  public Instant startedAt(String container) {
    return Instant.parse(
        String.valueOf(engine.inspectContainerCmd(container).exec().getState().getStartedAt()));
  }

  public void remove(String container) {
    engine.removeContainerCmd(container).withForce(true).exec();
  }

  @Override
  public void close() {
    engine
        .listContainersCmd()
        .withShowAll(true)
        .withLabelFilter(Map.of("dev.aviary.instance", instance))
        .exec()
        .forEach(each -> remove(each.getId()));
    try {
      engine.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void run(String container, String script) {
    String id = engine.execCreateCmd(container).withCmd("sh", "-c", script).exec().getId();
    try {
      engine.execStartCmd(id).exec(new ResultCallback.Adapter<>()).awaitCompletion();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private void pullIfMissing() {
    try {
      engine.inspectImageCmd(IMAGE).exec();
    } catch (NotFoundException missing) {
      try {
        engine.pullImageCmd(IMAGE).start().awaitCompletion();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted", e);
      }
    }
  }

  /** The ids of the two stable containers, started. */
  public List<String> startStable() {
    return Slot.STABLE.stream().map(this::start).toList();
  }
}
