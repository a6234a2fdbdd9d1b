package dev.aviary.builder.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import dev.aviary.contract.app.Instance;
import dev.aviary.contract.app.Labels;
import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.result.Refusal;
import dev.aviary.contract.result.Result;
import dev.aviary.contract.result.Result.Done;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
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

  private final DockerClient docker;
  private final DockerClient streams;
  private final AppNetwork network;
  private final ContainerMaker maker;
  private final Instance instance;
  private final SecretFiles secrets;
  private final VolumeOwners volumes;
  private final LabelReader labels;
  private final ContainerLog log;
  private final SlotServices services;

  Engine(
      DockerClient docker,
      @Named(EngineFactory.STREAMS) DockerClient streams,
      AppNetwork network,
      ContainerMaker maker,
      Instance instance,
      SecretFiles secrets,
      VolumeOwners volumes,
      Wire wire,
      ContainerLog log,
      SlotServices services) {
    this.docker = docker;
    this.streams = streams;
    this.secrets = secrets;
    this.volumes = volumes;
    this.network = network;
    this.maker = maker;
    this.instance = instance;
    this.labels = new LabelReader(wire, network.name());
    this.log = log;
    this.services = services;
  }

  /** Every container of the instance's releases, whatever its state. */
  public AppContainers all() {
    return containers(Labels.APP);
  }

  /** Every container of one app's releases, whatever its state. */
  public AppContainers all(String app) {
    return containers(Labels.APP + "=" + app);
  }

  /** Those of them that are in slots. */
  public List<AppContainer> containers() {
    return all().slots();
  }

  /**
   * @param label that they have beside that of the instance; perhaps with its value
   */
  private AppContainers containers(String label) {
    AppContainers here =
        labels.read(
            docker
                .listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(List.of(Labels.INSTANCE + "=" + instance.name(), label))
                .exec());
    List<AppContainer> elsewhere = services.all(label);
    return elsewhere.isEmpty() ? here : here.withSlots(elsewhere);
  }

  /**
   * Makes a container, but does not start it; of a slot that is a service, Swarm begins it. One of
   * the same name that has not ended is taken as it is; one that has ended is replaced.
   *
   * @param taken addresses that must not be given out, beside those of all containers
   */
  public EngineReply create(ContainerPlan plan, Set<String> taken) {
    if (services.takes(plan)) {
      return services.create(plan);
    }
    AppContainers present = all();
    Optional<AppContainer> found = first(present.slots(), AppContainer::name, maker.name(plan));
    if (found.isPresent() && found.get().state() != AppContainer.State.ENDED) {
      return withSecrets(found.get(), plan);
    }
    found.ifPresent(container -> remove(container.id()));
    try {
      services.bring(plan.placement().release().image());
      String id = maker.make(plan, present, taken);
      found = first(all().slots(), AppContainer::id, id);
      return found.isPresent() ? withSecrets(found.get(), plan) : removedAtOnce();
    } catch (DockerException e) {
      return rejected(e);
    }
  }

  /** A builder that died in between may have made it without secrets. */
  private EngineReply withSecrets(AppContainer container, ContainerPlan plan) {
    Optional<String> reason = give(container.id(), container.state(), plan);
    return reason
        .<EngineReply>map(EngineReply.Rejected::new)
        .orElseGet(() -> new EngineReply.Made(container));
  }

  /** Gives a container that was made its volumes and secrets; it goes when that fails. */
  private Optional<String> give(String container, AppContainer.State state, PlannedContainer plan) {
    if (state != AppContainer.State.CREATED) {
      return Optional.empty();
    }
    volumes.give(container, plan.spec());
    Optional<String> reason = secrets.give(container, plan.placement().release());
    reason.ifPresent(_ -> remove(container));
    return reason;
  }

  /** Makes a container beside the slots under the same rules, and starts it. */
  public EngineReply run(SidePlan plan, Set<String> taken, Consumer<SideContainer> made) {
    AppContainers present = all();
    Optional<SideContainer> found = first(present.sides(), SideContainer::name, maker.name(plan));
    if (found.isPresent() && found.get().state() == AppContainer.State.ENDED) {
      remove(found.get().id());
      found = Optional.empty();
    }
    try {
      if (found.isEmpty()) {
        services.bring(plan.placement().release().image());
        String id = maker.make(plan, present, taken);
        found = first(all().sides(), SideContainer::id, id);
      }
      if (found.isEmpty()) {
        return removedAtOnce();
      }
      SideContainer container = found.get();
      Optional<String> reason = give(container.id(), container.state(), plan);
      if (reason.isPresent()) {
        return new EngineReply.Rejected(reason.get());
      }
      made.accept(container);
      return start(container.id());
    } catch (DockerException e) {
      return rejected(e);
    }
  }

  private static <T> Optional<T> first(List<T> all, Function<T, String> what, String wanted) {
    return all.stream().filter(each -> what.apply(each).equals(wanted)).findFirst();
  }

  /** Starts a container that was made; one that runs goes on. */
  public EngineReply start(String container) {
    if (SlotServices.is(container)) {
      return services.start(container);
    }
    try {
      docker.startContainerCmd(container).exec();
      return new EngineReply.Done();
    } catch (NotModifiedException runs) {
      return new EngineReply.Done();
    } catch (DockerException e) {
      return rejected(e);
    }
  }

  /**
   * Asks a container to end by the signal that it was made with, and waits; SIGKILL when the time
   * is over.
   *
   * @param grace whole seconds; the call takes as long
   */
  public void stop(String container, Duration grace) {
    if (SlotServices.is(container)) {
      services.stop(container, grace);
      return;
    }
    try {
      streams.stopContainerCmd(container).withTimeout((int) grace.toSeconds()).exec();
    } catch (NotFoundException | NotModifiedException alreadyDone) {
      LOG.atDebug().addKeyValue("container", container).log("Nothing to stop");
    }
  }

  /** Removes a container with its own volumes, and kills it if it runs. */
  public void remove(String container) {
    if (SlotServices.is(container)) {
      services.remove(container);
      return;
    }
    try {
      docker.removeContainerCmd(container).withForce(true).withRemoveVolumes(true).exec();
      LOG.atInfo().addKeyValue("container", container).log("Removed a container");
    } catch (NotFoundException | ConflictException alreadyDone) {
      LOG.atDebug().addKeyValue("container", container).log("Nothing to remove");
    }
  }

  /**
   * Marks a container as one that is to be replaced by another of the same release: its name is
   * free for that one then. The mark outlives this process.
   */
  public void markOutgoing(AppContainer container) {
    if (SlotServices.is(container.id())) {
      services.mark(container.id(), true);
    } else if (!container.outgoing()) {
      docker.renameContainerCmd(container.id()).withName(container.outgoingName()).exec();
    }
  }

  /** Takes the mark away again; the other one is gone. */
  public void keep(AppContainer container) {
    if (SlotServices.is(container.id())) {
      services.mark(container.id(), false);
    } else if (container.outgoing()) {
      docker.renameContainerCmd(container.id()).withName(container.plainName()).exec();
    }
  }

  /** How a container ended, or how it stands, with the last of what it printed. */
  public ContainerEnd ending(String container, int lines) {
    if (SlotServices.is(container)) {
      return services
          .ending(container, lines == 0 ? List.of() : log.tail(container, lines))
          .orElse(ContainerEnd.UNKNOWN);
    }
    try {
      var state = docker.inspectContainerCmd(container).exec().getState();
      return new ContainerEnd(
          Boolean.TRUE.equals(state.getRunning()),
          Objects.requireNonNullElse(state.getExitCodeLong(), -1L),
          Boolean.TRUE.equals(state.getOOMKilled()),
          log.tail(container, lines),
          Objects.requireNonNullElse(state.getError(), ""));
    } catch (NotFoundException gone) {
      return ContainerEnd.UNKNOWN;
    }
  }

  /**
   * Whether the containers that stay on one node of a swarm are on this engine's: those of apps
   * with volumes or a Redis of their own, and processes. Without a swarm all are.
   */
  public boolean keepsState() {
    return services.keepsState();
  }

  /** Sees to it that this engine has an image that another builder of a swarm made. */
  public void bring(String image) {
    services.bring(image);
  }

  /**
   * Removes what a builder left on the swarm that ended between two calls.
   *
   * @param before only what was made before that
   */
  public void sweepSecrets(Instant before) {
    services.sweepSecrets(before);
  }

  /** Whether what happens to slots is told by no event, and has to be looked for. */
  public boolean onSwarm() {
    return services.onSwarm();
  }

  /**
   * The container that a program can be run in.
   *
   * @param container perhaps the service of a slot
   * @return a refusal, 409, when it is on another node of the swarm
   */
  public Result<String> reachable(String container) {
    if (!SlotServices.is(container)) {
      return new Done<>(container);
    }
    return services
        .containerHere(container)
        .<Result<String>>map(Done::new)
        .orElseGet(() -> Refusal.conflict(elsewhere(services.host(container))));
  }

  private static String elsewhere(String host) {
    return host.isEmpty()
        ? "it has no container yet, or none any more; try again"
        : "it runs on the node %s, whose containers this engine cannot enter; run docker exec there"
            .formatted(host);
  }

  /**
   * What every app container can rely on, made again where it went missing.
   *
   * @return the host's address on the network
   */
  public String keepNetwork() {
    return network.connectRedis().gateway();
  }

  /** The containers on the app network that are not Aviary's, which the builder leaves alone. */
  public List<JoinedContainer> joined() {
    return network.joined();
  }

  /** Passes on what is waited for. */
  static EngineReply rejected(DockerException e) {
    if (!EngineFaults.refuses(e)) {
      throw e;
    }
    return new EngineReply.Rejected(String.valueOf(e.getMessage()));
  }

  private static EngineReply removedAtOnce() {
    return new EngineReply.Rejected("the container was removed at once");
  }
}
