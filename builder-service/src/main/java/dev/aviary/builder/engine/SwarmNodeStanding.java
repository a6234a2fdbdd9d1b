package dev.aviary.builder.engine;

import io.micronaut.json.tree.JsonNode;

/**
 * How a node of the swarm stands.
 *
 * @param id 25 letters and digits
 * @param host its host name
 * @param state {@code ready}, {@code down}, {@code unknown} or {@code disconnected}
 * @param availability {@code active}, {@code pause} or {@code drain}
 */
record SwarmNodeStanding(String id, String host, String state, String availability) {

  /** One of {@code GET /nodes}. */
  static SwarmNodeStanding of(JsonNode node) {
    return new SwarmNodeStanding(
        SwarmTask.text(node, "ID"),
        SwarmTask.text(SwarmTask.member(node, "Description"), "Hostname"),
        SwarmTask.text(SwarmTask.member(node, "Status"), "State"),
        SwarmTask.text(SwarmTask.member(node, "Spec"), "Availability"));
  }

  /** A new leader of the managers says {@code unknown} of every node until it has heard of it. */
  boolean up() {
    return !state.equals("down");
  }

  /** Whether the managers know how it is. */
  boolean known() {
    return !state.equals("unknown");
  }

  /** Whether it takes new tasks. */
  boolean takesTasks() {
    return state.equals("ready") && availability.equals("active");
  }

  /** Whether its slots are to go elsewhere before its tasks are ended. */
  boolean leaving() {
    return availability.equals("pause");
  }
}
