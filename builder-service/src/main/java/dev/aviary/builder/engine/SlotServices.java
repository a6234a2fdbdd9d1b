package dev.aviary.builder.engine;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.aviary.builder.engine.AppContainer.State;
import dev.aviary.builder.engine.ContainerUsers.UnknownUserException;
import dev.aviary.contract.app.Instance;
import dev.aviary.contract.app.Labels;
import dev.aviary.contract.caller.CallerToken;
import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.seal.SealedException;
import io.micronaut.json.tree.JsonNode;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * A slot's service has one task, is made once and never changed: another container of a release is
 * another service. So all that the reconciler does with a container it does with a service, in the
 * same order, and Swarm starts nothing by itself: its restart policy is `none`. A task whose node is
 * down counts as ended, and the reconciler puts another service into its slot.
 */

/** The slots of apps as services of a swarm. On one machine there are none. */
@Singleton
final class SlotServices {
  private static final Logger LOG = LoggerFactory.getLogger(SlotServices.class);

  /** What Swarm names a service by. */
  private static final Pattern ID = Pattern.compile("[0-9a-z]{25}");

  private static final int SUFFIX_BYTES = 4;

  /**
   * The managers give a task its address before they look for a node; they may elect a leader
   * first.
   */
  private static final Duration ADDRESS = Duration.ofSeconds(60);

  /** How long one start is waited for; a node that gets the image first takes longer. */
  private static final Duration START = Duration.ofSeconds(5);

  private final SwarmCalls calls;
  private final SlotServiceList list;
  private final NodeImages images;
  private final ServiceSecrets secrets;
  private final EngineSettings settings;
  private final String network;
  private final ServiceForm form;
  private final SecureRandom secure = new SecureRandom();

  SlotServices(
      SwarmCalls calls,
      SlotServiceList list,
      NodeImages images,
      ServiceSecrets secrets,
      Instance instance,
      EngineSettings settings,
      AppNetwork network,
      Wire wire) {
    this.calls = calls;
    this.list = list;
    this.images = images;
    this.secrets = secrets;
    this.settings = settings;
    this.network = network.name();
    this.form = new ServiceForm(instance, wire, settings);
  }

  /** Whether an id is that of a service; those of containers have 64 digits. */
  static boolean is(String id) {
    return ID.matcher(id).matches();
  }

  boolean onSwarm() {
    return settings.onSwarm();
  }

  /**
   * Whether a slot is to be a service. What it shares with containers of one node keeps it there:
   * its volumes, and a Redis of its owner's.
   */
  boolean takes(ContainerPlan plan) {
    return settings.onSwarm()
        && plan.spec().run().volumes().isEmpty()
        && !plan.spec().run().ownRedis();
  }

  /** Whether this engine is that of the node that keeps the state; without a swarm it is. */
  boolean keepsState() {
    return !settings.onSwarm() || list.keepsState();
  }

  /**
   * Sees to it that this engine has an image. Without a swarm it has all.
   *
   * @throws DockerException when it is not to be had
   */
  void bring(String image) {
    if (settings.onSwarm()) {
      images.bring(image);
    }
  }

  /**
   * Removes secrets whose service was never made.
   *
   * @param before only those that were made before that
   */
  void sweepSecrets(Instant before) {
    if (settings.onSwarm()) {
      secrets.sweep(list.names(), before);
    }
  }

  /**
   * @param label that they have beside that of the instance; perhaps with its value
   */
  List<AppContainer> all(String label) {
    return settings.onSwarm()
        ? list.with(label).stream().map(SlotService::slot).toList()
        : List.of();
  }

  /**
   * Makes the service of a slot, whose task begins at once. One of the same deployment that has not
   * ended is taken as it is.
   */
  EngineReply create(ContainerPlan plan) {
    Map<String, SwarmNodeStanding> nodes = list.nodes();
    List<SlotService> present = list.with(Labels.APP + "=" + plan.spec().name(), nodes);
    Optional<SlotService> found =
        present.stream().filter(each -> serves(each.slot(), plan)).findFirst();
    if (found.isPresent()) {
      return addressed(found.get().slot().id());
    }
    String name = form.name(plan, suffix());
    try {
      String id =
          make(
              plan,
              name,
              NodeChoice.constraints(plan.slot(), present, nodes.values(), list.here()));
      LOG.atInfo()
          .addKeyValue("service", name)
          .addKeyValue("release", plan.placement().release().id())
          .log("Made the service of a slot");
      return addressed(id);
    } catch (SealedException e) {
      return new EngineReply.Rejected(String.valueOf(e.getMessage()));
    } catch (UnknownUserException e) {
      return new EngineReply.Rejected(
          "%s has no user %s, who is to read the secrets; give its number as user"
              .formatted(ContainerUsers.USERS, e.getMessage()));
    } catch (DockerException e) {
      forgetSecrets(name);
      return Engine.rejected(e);
    } catch (UncheckedIOException e) {
      forgetSecrets(name);
      throw e;
    }
  }

  /** Those of a service that was not made; Docker keeps them if it was made all the same. */
  private void forgetSecrets(String name) {
    try {
      secrets.remove(name);
    } catch (DockerException | UncheckedIOException e) {
      LOG.atWarn()
          .addKeyValue("service", name)
          .addKeyValue("reason", e.getMessage())
          .log("Left the secrets of a service that was not made");
    }
  }

  private String make(ContainerPlan plan, String name, List<String> constraints) {
    String image = images.ship(plan.placement().release().image());
    var given = secrets.make(name, plan.placement().release(), plan.spec().run());
    var body =
        form.fill(plan, name, image, CallerToken.random(secure), network, constraints, given);
    return SwarmTask.text(calls.post("/services/create", body), "ID");
  }

  private static boolean serves(AppContainer each, ContainerPlan plan) {
    return each.slot() == plan.slot()
        && each.placement().deployment().equals(plan.placement().deployment())
        && each.state() != State.ENDED
        && !each.outgoing();
  }

  /** Nothing can be recorded of it before it has an address. */
  private EngineReply addressed(String id) {
    Optional<EngineReply> reply =
        list.await(
            id,
            ADDRESS,
            found ->
                found.isEmpty()
                    ? Optional.of(new EngineReply.Rejected("the service was removed at once"))
                    : found
                        .map(SlotService::slot)
                        .filter(slot -> !slot.address().isEmpty())
                        .<EngineReply>map(EngineReply.Made::new));
    return reply.orElseGet(() -> {
      remove(id);
      return new EngineReply.Rejected(
          "Swarm gave its task no address on %s within %d s; `docker network inspect %s` shows which are used"
              .formatted(network, ADDRESS.toSeconds(), network));
    });
  }

  /** Waits for a task that is on its way, for a while; the next look waits on. */
  EngineReply start(String id) {
    return list.await(id, START, this::started).orElseGet(EngineReply.Done::new);
  }

  /** Nothing: it is on its way. */
  private Optional<EngineReply> started(Optional<SlotService> found) {
    if (found.isEmpty() || found.get().slot().state() != State.CREATED) {
      return Optional.of(new EngineReply.Done());
    }
    return Optional.ofNullable(found.get().task())
        .filter(SwarmTask::homeless)
        // A new leader of the managers knows no node for some seconds.
        .filter(_ -> list.nodes().values().stream().allMatch(SwarmNodeStanding::known))
        .<EngineReply>map(task ->
            new EngineReply.Rejected(
                "no node takes it: %s; docker node ls shows the nodes".formatted(task.error())));
  }

  /**
   * Asks the task to end, as a container is asked, and waits.
   *
   * @param grace how long it may take, which its service says too
   */
  void stop(String id, Duration grace) {
    try {
      change(
          id,
          spec -> {
            spec.put(
                "Mode",
                JsonNode.createObjectNode(
                    Map.of(
                        "Replicated",
                        JsonNode.createObjectNode(
                            Map.of("Replicas", JsonNode.createNumberNode(0))))));
          });
      list.await(
          id,
          grace.plus(START),
          found ->
              found.filter(each -> each.slot().state() != State.ENDED).isEmpty()
                  ? Optional.of(id)
                  : Optional.empty());
    } catch (NotFoundException gone) {
      LOG.atDebug().addKeyValue("service", id).log("Nothing to stop");
    }
  }

  /** Removes a service; a task that runs is ended. */
  void remove(String id) {
    try {
      JsonNode service = calls.get("/services/" + id);
      calls.delete("/services/" + id);
      secrets.remove(SwarmTask.text(SwarmTask.member(service, "Spec"), "Name"));
      LOG.atInfo().addKeyValue("service", id).log("Removed the service of a slot");
    } catch (NotFoundException gone) {
      LOG.atDebug().addKeyValue("service", id).log("Nothing to remove");
    }
  }

  /**
   * Marks a service as one that is to be replaced by another of the same release, or unmarks it.
   */
  void mark(String id, boolean outgoing) {
    change(
        id,
        spec -> {
          var labels = members(Objects.requireNonNull(spec.get("Labels")));
          if (outgoing) {
            labels.put(Labels.OUTGOING, JsonNode.createStringNode("yes"));
          } else {
            labels.remove(Labels.OUTGOING);
          }
          spec.put("Labels", JsonNode.createObjectNode(labels));
        });
  }

  /** How its task ended, or how it stands, without what it printed. */
  Optional<ContainerEnd> ending(String id, List<String> lines) {
    return list.find(id)
        .map(SlotService::task)
        .map(task ->
            new ContainerEnd(
                task.state().equals("running"),
                task.exitCode(),
                false,
                lines,
                task.exitCode() > 0 ? "" : task.error()));
  }

  /**
   * The container of a service on this node.
   *
   * @return empty when its task runs on another one, or has no container
   */
  Optional<String> containerHere(String id) {
    String here = list.here();
    return list.find(id)
        .filter(each -> each.node().equals(here))
        .map(SlotService::task)
        .map(SwarmTask::container)
        .filter(container -> !container.isEmpty());
  }

  /** The name of the node that the task of a service runs on; empty when none is known. */
  String host(String id) {
    return list.find(id).map(SlotService::host).orElse("");
  }

  /** Writes a service back with another part of it; a change in between makes it fail. */
  private void change(String id, Consumer<Map<String, JsonNode>> change) {
    JsonNode service = calls.get("/services/" + id);
    var spec = members(SwarmTask.member(service, "Spec"));
    change.accept(spec);
    JsonNode version = SwarmTask.member(SwarmTask.member(service, "Version"), "Index");
    calls.post(
        "/services/" + id + "/update?version=" + version.coerceStringValue(),
        JsonNode.createObjectNode(spec));
  }

  private static Map<String, JsonNode> members(JsonNode json) {
    var members = new HashMap<String, JsonNode>();
    json.entries().forEach(each -> members.put(each.getKey(), each.getValue()));
    return members;
  }

  private String suffix() {
    byte[] bytes = new byte[SUFFIX_BYTES];
    secure.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
