package dev.aviary.builder.engine;

import dev.aviary.builder.engine.AppContainer.State;
import io.micronaut.json.tree.JsonNode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The task of a service: one container on one node, as the swarm's managers know it.
 *
 * @param service the id of its service
 * @param node the id of its node; empty until one was chosen
 * @param container the id of its container; empty until its node made one
 * @param state as Swarm names it: {@code new} to {@code running}, or an end
 * @param wanted the same, of the state that the managers want it to have
 * @param exitCode of its container's end; -1 while there is none
 * @param error what went wrong, or why it waits; empty when nothing says so
 * @param address on the network that was asked for; empty while it has none there
 * @param changedAt when it came to its state, in the form of RFC 3339
 */
record SwarmTask(
    String service,
    String node,
    String container,
    String state,
    String wanted,
    long exitCode,
    String error,
    String address,
    String changedAt) {
  /** Before it runs: Docker's documentation of Swarm, "Swarm task states". */
  private static final Set<String> COMING =
      Set.of(
          "new", "allocated", "pending", "assigned", "accepted", "preparing", "ready", "starting");

  /** One of {@code GET /tasks}. */
  static SwarmTask of(JsonNode task, String network) {
    JsonNode status = member(task, "Status");
    JsonNode container = member(status, "ContainerStatus");
    JsonNode code = container.isObject() ? container.get("ExitCode") : null;
    return new SwarmTask(
        text(task, "ServiceID"),
        text(task, "NodeID"),
        text(container, "ContainerID"),
        text(status, "State"),
        text(task, "DesiredState"),
        code == null || !code.isNumber() ? -1 : code.getLongValue(),
        text(status, "Err"),
        address(member(task, "NetworksAttachments"), network),
        text(status, "Timestamp"));
  }

  /**
   * How far it has come. What a node that is down or gone said last counts no longer.
   *
   * @param nodeUp whether its node is there
   */
  State progress(boolean nodeUp) {
    if (COMING.contains(state)) {
      return node.isEmpty() || nodeUp ? State.CREATED : State.ENDED;
    }
    return state.equals("running") && nodeUp ? State.RUNNING : State.ENDED;
  }

  /** Whether no node can take it as things are. */
  boolean homeless() {
    return state.equals("pending") && node.isEmpty() && error.startsWith("no suitable node");
  }

  private static String address(JsonNode attachments, String network) {
    if (attachments.isArray()) {
      for (JsonNode each : attachments.values()) {
        String name = text(member(member(each, "Network"), "Spec"), "Name");
        JsonNode addresses = member(each, "Addresses");
        if (name.equals(network) && addresses.isArray()) {
          for (JsonNode address : addresses.values()) {
            return address.coerceStringValue().replaceFirst("/.*", "");
          }
        }
      }
    }
    return "";
  }

  static JsonNode member(JsonNode json, String name) {
    @Nullable JsonNode found = json.isObject() ? json.get(name) : null;
    return found == null ? JsonNode.nullNode() : found;
  }

  static String text(JsonNode json, String name) {
    JsonNode found = member(json, name);
    return found.isString() ? found.getStringValue() : "";
  }
}
