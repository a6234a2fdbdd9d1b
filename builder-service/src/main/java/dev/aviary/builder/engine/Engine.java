package dev.aviary.builder.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.CreateContainerResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.Frame;
import dev.aviary.contract.app.Instance;
import dev.aviary.contract.app.Labels;
import dev.aviary.contract.log.TerminalText;
import dev.aviary.contract.redis.Wire;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The two things the reconciler needs of an engine: what is running, and do this step. Each step
 * may be taken again. Every method throws a {@link RuntimeException} when Docker fails, or does not
 * answer in time.
 */
@Singleton
public final class Engine {
  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
  private static final Duration LOGS = Duration.ofSeconds(5);

  private final DockerClient docker;
  private final AppNetwork network;
  private final AddressBook addresses;
  private final Instance instance;
  private final ContainerForm form;
  private final SecretFiles secrets;
  private final LabelReader labels;

  Engine(
      DockerClient docker,
      AppNetwork network,
      AddressBook addresses,
      Instance instance,
      EngineSettings settings,
      SecretFiles secrets,
      Wire wire) {
    this.docker = docker;
    this.secrets = secrets;
    this.network = network;
    this.addresses = addresses;
    this.instance = instance;
    this.form = new ContainerForm(instance, wire, settings.flagPort(), new SecureRandom());
    this.labels = new LabelReader(wire, network.name());
  }

  /** Every app container of the instance, whatever its state. */
  public List<AppContainer> containers() {
    return containers(Labels.role(instance, Labels.ROLE_APP));
  }

  /** Every container of one app, whatever its state. */
  public List<AppContainer> containers(String app) {
    var labels = new HashMap<>(Labels.role(instance, Labels.ROLE_APP));
    labels.put(Labels.APP, app);
    return containers(labels);
  }

  private List<AppContainer> containers(Map<String, String> ofLabels) {
    return docker.listContainersCmd().withShowAll(true).withLabelFilter(ofLabels).exec().stream()
        .map(labels::read)
        .flatMap(Optional::stream)
        .toList();
  }

  /**
   * Makes a container, but does not start it. One of the same name that has not ended is taken as
   * it is; one that has ended is replaced.
   *
   * @param taken addresses that must not be given out, beside those of all containers
   */
  public Attempt create(ContainerPlan plan, Set<String> taken) {
    List<AppContainer> present = containers();
    String name = plan.name(instance);
    Optional<AppContainer> found =
        present.stream().filter(container -> container.name().equals(name)).findFirst();
    if (found.isPresent() && found.get().state() != AppContainer.State.ENDED) {
      return withSecrets(found.get(), plan);
    }
    found.ifPresent(container -> remove(container.id()));
    Subnet subnet = network.connectRedis();
    var used = new HashSet<>(taken);
    present.forEach(container -> used.add(container.address()));
    String address = addresses.give(subnet, used);
    try {
      CreateContainerResponse made =
          form.fill(docker, plan, subnet, network.name(), address).exec();
      LOG.atInfo()
          .addKeyValue("container", name)
          .addKeyValue("release", plan.placement().release().id())
          .addKeyValue("address", address)
          .log("Made a container");
      return find(made.getId()) instanceof Attempt.Made(var container)
          ? withSecrets(container, plan)
          : new Attempt.Rejected("the container was removed at once");
    } catch (DockerException e) {
      return rejected(e);
    }
  }

  /** A builder that died in between may have made it without them. */
  private Attempt withSecrets(AppContainer container, ContainerPlan plan) {
    if (container.state() != AppContainer.State.CREATED) {
      return new Attempt.Made(container);
    }
    Optional<String> reason = secrets.give(container.id(), plan.placement().release());
    reason.ifPresent(_ -> remove(container.id()));
    return reason.<Attempt>map(Attempt.Rejected::new).orElseGet(() -> new Attempt.Made(container));
  }

  /** Starts a container that was made; one that runs goes on. */
  public Attempt start(String container) {
    try {
      docker.startContainerCmd(container).exec();
      return new Attempt.Done();
    } catch (NotModifiedException runs) {
      return new Attempt.Done();
    } catch (DockerException e) {
      return rejected(e);
    }
  }

  /**
   * Sends SIGTERM and waits; SIGKILL when the time is over.
   *
   * @param grace whole seconds
   */
  public void stop(String container, Duration grace) {
    try {
      docker.stopContainerCmd(container).withTimeout((int) grace.toSeconds()).exec();
    } catch (NotFoundException | NotModifiedException alreadyDone) {
      LOG.atDebug().addKeyValue("container", container).log("Nothing to stop");
    }
  }

  /** Removes a container with its own volumes, and kills it if it runs. */
  public void remove(String container) {
    try {
      docker.removeContainerCmd(container).withForce(true).withRemoveVolumes(true).exec();
      LOG.atInfo().addKeyValue("container", container).log("Removed a container");
    } catch (NotFoundException | ConflictException alreadyDone) {
      LOG.atDebug().addKeyValue("container", container).log("Nothing to remove");
    }
  }

  /** How a container ended, or how it stands, with the last of what it printed. */
  public Ending ending(String container, int lines) {
    try {
      var state = docker.inspectContainerCmd(container).exec().getState();
      return new Ending(
          Boolean.TRUE.equals(state.getRunning()),
          Objects.requireNonNullElse(state.getExitCodeLong(), -1L),
          Boolean.TRUE.equals(state.getOOMKilled()),
          tail(container, lines));
    } catch (NotFoundException gone) {
      return Ending.UNKNOWN;
    }
  }

  /**
   * What every app container can rely on, made again where it went missing.
   *
   * @return the host's address on the network
   */
  public String keepNetwork() {
    return network.connectRedis().gateway();
  }

  /** Passes on what is waited for. */
  private static Attempt rejected(DockerException e) {
    if (!EngineFaults.refuses(e)) {
      throw e;
    }
    return new Attempt.Rejected(String.valueOf(e.getMessage()));
  }

  private Attempt find(String id) {
    return containers().stream()
        .filter(container -> container.id().equals(id))
        .findFirst()
        .<Attempt>map(Attempt.Made::new)
        .orElseGet(() -> new Attempt.Rejected("the container was removed at once"));
  }

  private List<String> tail(String container, int lines) {
    var text = new StringBuilder();
    try (var callback =
        new ResultCallback.Adapter<Frame>() {
          @Override
          public void onNext(Frame frame) {
            text.append(new String(frame.getPayload(), StandardCharsets.UTF_8));
          }
        }) {
      docker
          .logContainerCmd(container)
          .withStdOut(true)
          .withStdErr(true)
          .withTail(lines)
          .exec(callback)
          .awaitCompletion(LOGS.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString().lines().map(TerminalText::plain).toList();
  }
}
