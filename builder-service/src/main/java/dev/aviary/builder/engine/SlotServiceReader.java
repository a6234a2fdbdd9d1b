package dev.aviary.builder.engine;

import dev.aviary.builder.engine.AppContainer.State;
import dev.aviary.contract.app.Labels;
import io.micronaut.json.tree.JsonNode;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the services of slots from what the swarm's managers say. Asks nobody. */
final class SlotServiceReader {
  private static final Logger LOG = LoggerFactory.getLogger(SlotServiceReader.class);

  private final LabelReader labels;
  private final String network;

  /**
   * @param network whose addresses are meant
   */
  SlotServiceReader(LabelReader labels, String network) {
    this.labels = labels;
    this.network = network;
  }

  /** The nodes by their ids. */
  static Map<String, SwarmNodeStanding> nodes(JsonNode nodes) {
    var standing = new HashMap<String, SwarmNodeStanding>();
    each(nodes).map(SwarmNodeStanding::of).forEach(node -> standing.put(node.id(), node));
    return Map.copyOf(standing);
  }

  /**
   * What can be read; a service whose labels say something else is left alone.
   *
   * @param services of {@code GET /services}
   * @param tasks of {@code GET /tasks}, those of other services perhaps among them
   */
  List<SlotService> read(JsonNode services, JsonNode tasks, Map<String, SwarmNodeStanding> nodes) {
    List<SwarmTask> all = each(tasks).map(task -> SwarmTask.of(task, network)).toList();
    var slots = new ArrayList<SlotService>();
    each(services)
        .forEach(service -> {
          try {
            slots.add(slot(service, all, nodes));
          } catch (IllegalArgumentException | UncheckedIOException e) {
            LOG.atWarn()
                .addKeyValue("service", SwarmTask.text(service, "ID"))
                .addKeyValue("reason", e.getMessage())
                .log("Ignored a service whose labels cannot be read");
          }
        });
    return List.copyOf(slots);
  }

  private SlotService slot(
      JsonNode service, List<SwarmTask> tasks, Map<String, SwarmNodeStanding> nodes) {
    String id = SwarmTask.text(service, "ID");
    JsonNode spec = SwarmTask.member(service, "Spec");
    Map<String, String> said = texts(SwarmTask.member(spec, "Labels"));
    @Nullable SwarmTask task = newest(id, tasks).orElse(null);
    @Nullable SwarmNodeStanding node = task == null ? null : nodes.get(task.node());
    boolean leaving =
        node != null
            && node.leaving()
            && nodes.values().stream().anyMatch(SwarmNodeStanding::takesTasks);
    String name = SwarmTask.text(spec, "Name");
    AppContainer slot =
        labels.slot(
            id,
            leaving || said.containsKey(Labels.OUTGOING) ? AppContainer.outgoing(name, id) : name,
            said,
            said.get(Labels.IMAGE),
            task == null ? "" : task.address(),
            seconds(SwarmTask.text(service, "CreatedAt")),
            state(spec, task, node));
    return new SlotService(slot, task, node == null ? "" : node.host());
  }

  /** A service that was asked to end has no task wanted, and is over when none is left. */
  private static State state(
      JsonNode spec, @Nullable SwarmTask task, @Nullable SwarmNodeStanding node) {
    if (task != null) {
      return task.progress(node != null && node.up());
    }
    JsonNode replicas =
        SwarmTask.member(
            SwarmTask.member(SwarmTask.member(spec, "Mode"), "Replicated"), "Replicas");
    return replicas.isNumber() && replicas.getLongValue() > 0 ? State.CREATED : State.ENDED;
  }

  private static Optional<SwarmTask> newest(String service, List<SwarmTask> tasks) {
    return tasks.stream()
        .filter(task -> task.service().equals(service))
        .max(Comparator.comparing(task -> moment(task.changedAt())));
  }

  private static Map<String, String> texts(JsonNode labels) {
    var texts = new HashMap<String, String>();
    if (labels.isObject()) {
      labels
          .entries()
          .forEach(each -> texts.put(each.getKey(), each.getValue().coerceStringValue()));
    }
    return texts;
  }

  private static long seconds(String at) {
    return moment(at).getEpochSecond();
  }

  /** 1970 where it is no moment. Their texts do not compare: zeros at the end are left out. */
  private static Instant moment(String at) {
    try {
      return Instant.parse(at);
    } catch (DateTimeParseException e) {
      return Instant.EPOCH;
    }
  }

  private static Stream<JsonNode> each(JsonNode list) {
    return list.isArray()
        ? StreamSupport.stream(list.values().spliterator(), false)
        : Stream.empty();
  }
}
