package dev.aviary.builder.image;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.CreateContainerResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Info;
import com.github.dockerjava.api.model.Volume;
import dev.aviary.builder.engine.EngineFactory;
import dev.aviary.contract.app.Instance;
import dev.aviary.contract.app.Labels;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * BuildKit in the engine takes no limit for a build: its steps run in a group of control groups of their own, beside the
 * containers, with all that the machine has. The group is the host's, so that a container which has the host's control groups
 * writes the limits. An engine that makes groups itself (cgroupfs) has one group for all steps, which is limited once for all
 * builds of the machine. An engine that leaves it to systemd gives each step a group of its own, which is limited when it
 * appears: a container watches for them while a build runs.
 */

/** Limits what the steps of BuildKit may use. */
@Singleton
final class StepGroup {
  private static final Logger LOG = LoggerFactory.getLogger(StepGroup.class);
  private static final String SCRIPT = "limit-steps.sh";
  private static final String ROLE = "build-limits";
  private static final String SYSTEMD = "systemd";
  private static final String GUARDED = "docker0";
  private static final String DEVICE = "com.docker.network.bridge.name";
  private static final Duration BEGIN = Duration.ofSeconds(20);
  private static final long MEMORY = 32L * 1024 * 1024;
  private static final long PIDS = 64;

  private final DockerClient docker;
  private final DockerClient streams;
  private final Instance instance;
  private final BuildSettings settings;
  private boolean lasting;

  StepGroup(
      DockerClient docker,
      @Named(EngineFactory.STREAMS) DockerClient streams,
      Instance instance,
      BuildSettings settings) {
    this.docker = docker;
    this.streams = streams;
    this.instance = instance;
    this.settings = settings;
  }

  /** Whether the steps of the builds that begin now are limited. */
  sealed interface Limits extends AutoCloseable {
    @Override
    default void close() {}
  }

  /** They are, whatever comes. */
  record Lasting() implements Limits {}

  /** They are for as long as a container runs, which closing this ends. */
  record Watched(DockerClient docker, String container) implements Limits {
    boolean runs() {
      try {
        return Boolean.TRUE.equals(
            docker.inspectContainerCmd(container).exec().getState().getRunning());
      } catch (NotFoundException gone) {
        return false;
      }
    }

    @Override
    public void close() {
      discard(docker, container);
    }
  }

  /** They are not. */
  record Missing(String reason) implements Limits {}

  /** Limits them, if that can be done. */
  Limits limit() throws InterruptedException {
    Info engine = docker.infoCmd().exec();
    String reason = unknown(engine);
    if (!reason.isEmpty()) {
      return new Missing(reason);
    }
    if (lasting) {
      return new Lasting();
    }
    try {
      clear();
      return run(Objects.requireNonNullElse(engine.getCGroupDriver(), "cgroupfs"));
    } catch (NotFoundException notHere) {
      return new Missing("there is no image " + settings.limiterImage());
    }
  }

  /** Why the steps of this engine are not where they are looked for, or empty. */
  private String unknown(Info engine) {
    List<String> options = Objects.requireNonNullElse(engine.getSecurityOptions(), List.of());
    if (options.stream().anyMatch(option -> option.contains("rootless"))) {
      return "the engine runs without root";
    }
    try {
      var network = docker.inspectNetworkCmd().withNetworkId("bridge").exec().getOptions();
      String device = network == null ? null : network.get(DEVICE);
      return device == null || device.equals(GUARDED)
          ? ""
          : "they are on the device %s, which the guard does not watch".formatted(device);
    } catch (NotFoundException noNetwork) {
      return "";
    }
  }

  private Limits run(String driver) throws InterruptedException {
    CreateContainerResponse made =
        docker
            .createContainerCmd(settings.limiterImage())
            .withEntrypoint("/bin/sh", "-c", script(), SCRIPT)
            .withCmd(
                driver,
                settings.cpus(),
                String.valueOf(settings.cpuShares()),
                String.valueOf(settings.memoryBytes()),
                String.valueOf(settings.pids()))
            .withUser("0:0")
            .withLabels(labels())
            .withHostConfig(confined())
            .exec();
    String container = made.getId();
    boolean kept = false;
    try (var said = new Said()) {
      streams
          .attachContainerCmd(container)
          .withStdOut(true)
          .withStdErr(true)
          .withFollowStream(true)
          .exec(said);
      said.awaitStarted(BEGIN.toMillis(), TimeUnit.MILLISECONDS);
      docker.startContainerCmd(container).exec();
      if (!said.limited()) {
        return new Missing("the cgroups of the host cannot be written: " + said.text().strip());
      }
      kept = driver.equals(SYSTEMD);
      lasting = !kept;
      LOG.atInfo().addKeyValue("driver", driver).log("Limited the steps of BuildKit");
      return kept ? new Watched(docker, container) : new Lasting();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      if (!kept) {
        discard(docker, container);
      }
    }
  }

  /** Of a builder that was killed. */
  private void clear() {
    docker.listContainersCmd().withShowAll(true).withLabelFilter(labels()).exec().stream()
        .map(Container::getId)
        .forEach(container -> discard(docker, container));
  }

  private Map<String, String> labels() {
    return Labels.role(instance, ROLE);
  }

  private static HostConfig confined() {
    return HostConfig.newHostConfig()
        .withBinds(new Bind("/sys/fs/cgroup", new Volume("/host/cgroup"), AccessMode.rw))
        .withNetworkMode("none")
        .withUsernsMode("host")
        .withCapDrop(Capability.ALL)
        .withSecurityOpts(List.of("no-new-privileges:true"))
        .withReadonlyRootfs(true)
        .withMemory(MEMORY)
        .withPidsLimit(PIDS);
  }

  private static String script() {
    try (InputStream script = StepGroup.class.getResourceAsStream(SCRIPT)) {
      return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void discard(DockerClient docker, String container) {
    try {
      docker.removeContainerCmd(container).withForce(true).exec();
    } catch (RuntimeException e) {
      LOG.atWarn()
          .addKeyValue("container", container)
          .addKeyValue("reason", e.getMessage())
          .log("Could not remove the container that limits the steps of builds");
    }
  }

  /** What the container says. */
  private static final class Said extends ResultCallback.Adapter<Frame> {
    private static final String DONE = "limited";
    private final StringBuilder text = new StringBuilder();
    private final AtomicBoolean over = new AtomicBoolean();

    @Override
    public synchronized void onNext(Frame frame) {
      text.append(new String(frame.getPayload(), StandardCharsets.UTF_8));
      notifyAll();
    }

    @Override
    public void onComplete() {
      super.onComplete();
      end();
    }

    @Override
    public void onError(Throwable lost) {
      super.onError(lost);
      end();
    }

    private synchronized void end() {
      over.set(true);
      notifyAll();
    }

    /** Waits until it says that the limits hold, or has ended. */
    synchronized boolean limited() throws InterruptedException {
      long until = System.nanoTime() + BEGIN.toNanos();
      while (!text.toString().contains(DONE) && !over.get()) {
        long left = until - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
      return text.toString().contains(DONE);
    }

    synchronized String text() {
      return text.toString();
    }
  }
}
