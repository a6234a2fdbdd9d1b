package dev.aviary.builder.running;

import dev.aviary.builder.engine.AppContainer;
import dev.aviary.builder.engine.Engine;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.event.Event;
import dev.aviary.contract.event.EventLog;
import dev.aviary.contract.http.ProblemException;
import dev.aviary.contract.http.RequestAuthor;
import dev.aviary.contract.rollout.RolloutStore;
import dev.aviary.contract.rollout.RolloutStore.Held;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Has a container replaced by another one of the same release. The reconciler starts the new one,
 * switches the traffic to it and drains the old one: no request is lost.
 */
@Singleton
final class Restarts {
  private final SlotContainers containers;
  private final Engine engine;
  private final RolloutStore rollouts;
  private final EventLog events;
  private final InstantSource clock;

  Restarts(
      SlotContainers containers,
      Engine engine,
      RolloutStore rollouts,
      EventLog events,
      InstantSource clock) {
    this.containers = containers;
    this.engine = engine;
    this.rollouts = rollouts;
    this.events = events;
    this.clock = clock;
  }

  /**
   * Asking again before it is done changes nothing.
   *
   * @throws ProblemException 404 for an app or a slot that is none, 409 when nothing serves there,
   *     or a deployment is under way
   */
  RestartReceipt restart(String app, String slotId) {
    Slot slot = containers.slot(slotId);
    AppContainer serving = containers.serving(app, slot);
    String underWay =
        rollouts
            .find(app)
            .map(Held::rollout)
            .flatMap(r -> Optional.ofNullable(r.underway()))
            .orElse(null);
    if (underWay != null) {
      throw ProblemException.conflict(
          "deployment %s is under way; try again when it has ended".formatted(underWay));
    }
    if (!serving.outgoing()) {
      containers.asked(() -> {
        engine.markOutgoing(serving);
        return serving;
      });
      events.append(
          new Event(
              clock.instant(),
              RequestAuthor.by(),
              "restart-asked-for",
              app,
              serving.placement().deployment(),
              "%s of %s".formatted(slot.id(), serving.placement().release().id())));
    }
    return new RestartReceipt(app, slot, serving.placement().release().id(), serving.id());
  }
}
