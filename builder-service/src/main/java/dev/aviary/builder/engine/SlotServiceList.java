package dev.aviary.builder.engine;

import dev.aviary.contract.app.Instance;
import dev.aviary.contract.app.Labels;
import dev.aviary.contract.redis.Wire;
import io.micronaut.json.tree.JsonNode;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** Asks the swarm's managers for the services of slots, their tasks and the nodes. */
@Singleton
final class SlotServiceList {
  private static final Duration LOOK = Duration.ofMillis(100);

  private final SwarmCalls calls;
  private final Instance instance;
  private final SlotServiceReader reader;

  SlotServiceList(SwarmCalls calls, Instance instance, AppNetwork network, Wire wire) {
    this.calls = calls;
    this.instance = instance;
    this.reader = new SlotServiceReader(new LabelReader(wire, network.name()), network.name());
  }

  /**
   * @param label that they have beside those of the instance's slots; perhaps with its value
   */
  List<SlotService> with(String label) {
    JsonNode services = services(label);
    return services.size() == 0 ? List.of() : read(services, nodes());
  }

  /**
   * The same, of nodes that were asked for already.
   *
   * @param nodes by their ids
   */
  List<SlotService> with(String label, Map<String, SwarmNodeStanding> nodes) {
    return read(services(label), nodes);
  }

  private JsonNode services(String label) {
    return calls.list(
        "/services",
        Map.of(
            "label",
            List.of(
                Labels.INSTANCE + "=" + instance.name(),
                Labels.ROLE + "=" + Labels.ROLE_APP,
                label)));
  }

  Optional<SlotService> find(String id) {
    JsonNode services = calls.list("/services", Map.of("id", List.of(id)));
    return services.size() == 0 ? Optional.empty() : read(services, nodes()).stream().findFirst();
  }

  /**
   * Looks at a service again and again.
   *
   * @param most how long
   * @param seen what is waited for, of what is found
   * @return nothing when it is not seen in that time
   */
  <T> Optional<T> await(
      String id, Duration most, Function<Optional<SlotService>, Optional<T>> seen) {
    for (long left = most.toMillis(); left > 0; left -= LOOK.toMillis()) {
      Optional<T> found = seen.apply(find(id));
      if (found.isPresent()) {
        return found;
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
    return Optional.empty();
  }

  /** The nodes of the swarm by their ids. */
  Map<String, SwarmNodeStanding> nodes() {
    return SlotServiceReader.nodes(calls.get("/nodes"));
  }

  /** Whether this engine's node has the label of the one that keeps the instance's state. */
  boolean keepsState() {
    JsonNode spec = SwarmTask.member(calls.get("/nodes/" + here()), "Spec");
    JsonNode labels = SwarmTask.member(spec, "Labels");
    return SwarmTask.text(labels, "dev.aviary." + instance.name()).equals("state");
  }

  /** The names of all services of the instance, those of the stack among them. */
  Set<String> names() {
    var names = new HashSet<String>();
    calls
        .list("/services", Map.of("label", List.of(Labels.INSTANCE + "=" + instance.name())))
        .values()
        .forEach(service -> names.add(SwarmTask.text(SwarmTask.member(service, "Spec"), "Name")));
    return Set.copyOf(names);
  }

  /** The id of the node of this engine. */
  String here() {
    return SwarmTask.text(SwarmTask.member(calls.get("/info"), "Swarm"), "NodeID");
  }

  private List<SlotService> read(JsonNode services, Map<String, SwarmNodeStanding> nodes) {
    if (services.size() == 0) {
      return List.of();
    }
    var ids = new ArrayList<String>();
    services.values().forEach(service -> ids.add(SwarmTask.text(service, "ID")));
    return reader.read(services, calls.list("/tasks", Map.of("service", ids)), nodes);
  }
}
