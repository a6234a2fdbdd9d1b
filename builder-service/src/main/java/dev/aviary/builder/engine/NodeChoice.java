package dev.aviary.builder.engine;

import dev.aviary.builder.engine.AppContainer.State;
import dev.aviary.contract.app.Slot;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/**
 * Where the task of a slot may be. The canary and one stable slot are on the builder's node, where
 * the monitor measures them; the other stable slot is on another, so that the loss of one node is
 * not the loss of the app. Where nodes are lacking, anywhere.
 */
final class NodeChoice {
  private NodeChoice() {}

  /**
   * As Swarm's constraints; none: anywhere.
   *
   * @param present the app's services
   * @param here the id of this node
   */
  static List<String> constraints(
      Slot slot, List<SlotService> present, Collection<SwarmNodeStanding> nodes, String here) {
    List<String> occupied = slot == Slot.CANARY ? List.of() : otherStable(slot, present);
    Predicate<SwarmNodeStanding> free = node -> node.takesTasks() && !occupied.contains(node.id());
    if (nodes.stream().filter(free).anyMatch(node -> node.id().equals(here))) {
      return List.of("node.id==" + here);
    }
    return nodes.stream().anyMatch(free)
        ? occupied.stream().map(node -> "node.id!=" + node).toList()
        : List.of();
  }

  /** The nodes with another stable slot of the app. */
  private static List<String> otherStable(Slot slot, List<SlotService> present) {
    return present.stream()
        .filter(each -> Slot.STABLE.contains(each.slot().slot()) && each.slot().slot() != slot)
        .filter(each -> each.slot().state() != State.ENDED)
        .map(SlotService::node)
        .filter(node -> !node.isEmpty())
        .distinct()
        .sorted()
        .toList();
  }
}
