package dev.aviary.builder.reconcile;

import dev.aviary.builder.engine.SideContainer;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The state of an app outside its slots.
 *
 * @param resting processes that ended again so soon that the next container has to wait, as {@link
 *     Processes#key}
 * @param starts whether processes are started: on a swarm by a builder on the node that keeps the
 *     state alone, where the others are
 * @param released the deployment whose release command has ended well, or null
 */
record SideState(
    List<SideContainer> containers,
    Set<String> resting,
    boolean starts,
    @Nullable String released) {
  static final SideState NOTHING = new SideState(List.of(), Set.of(), true, null);

  SideState {
    containers = List.copyOf(containers);
    resting = Set.copyOf(resting);
  }
}
