package dev.aviary.builder.engine;

import org.jspecify.annotations.Nullable;

/**
 * A slot's service with its task.
 *
 * @param slot what it is to the reconciler; its id is that of the service
 * @param task null: none was made yet, or it is gone
 * @param host the name of the task's node; empty when none is known
 */
record SlotService(AppContainer slot, @Nullable SwarmTask task, String host) {

  /** The id of the node that it is on or goes to; empty when none is known. */
  String node() {
    return task == null ? "" : task.node();
  }
}
