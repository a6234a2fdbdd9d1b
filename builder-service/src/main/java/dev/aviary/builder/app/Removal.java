package dev.aviary.builder.app;

import dev.aviary.builder.rollout.RolloutEvent;
import dev.aviary.builder.rollout.Rollouts;
import dev.aviary.contract.app.Check;
import dev.aviary.contract.app.SpecStore;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentStatus;
import dev.aviary.contract.deployment.DeploymentStore;
import dev.aviary.contract.event.Event;
import dev.aviary.contract.event.EventLog;
import dev.aviary.contract.http.ProblemException;
import dev.aviary.contract.http.RequestAuthor;
import dev.aviary.contract.redis.AtomicWrite;
import dev.aviary.contract.redis.Writes;
import dev.aviary.contract.result.Refusal;
import dev.aviary.contract.result.Result.Done;
import dev.aviary.contract.rollout.Rollout;
import dev.aviary.contract.rollout.RolloutStore;
import dev.aviary.contract.rollout.RolloutStore.Held;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;

/**
 * Begins the removal of an app. The reconciler carries it out: the app's slots leave the traffic,
 * are drained and stopped, and then all records of the app are deleted in one step.
 */
@Singleton
final class Removal {
  private final SpecStore specs;
  private final RolloutStore rollouts;
  private final DeploymentStore deployments;
  private final EventLog events;
  private final Writes writes;
  private final RemovalWaits waits;
  private final InstantSource clock;

  Removal(
      SpecStore specs,
      RolloutStore rollouts,
      DeploymentStore deployments,
      EventLog events,
      Writes writes,
      RemovalWaits waits,
      InstantSource clock) {
    this.specs = specs;
    this.rollouts = rollouts;
    this.deployments = deployments;
    this.events = events;
    this.writes = writes;
    this.waits = waits;
    this.clock = clock;
  }

  /**
   * Begins the removal; asking again changes nothing.
   *
   * @param force whether deployments that have not ended are cancelled
   * @param volumes whether what the app kept in its volumes goes too
   * @throws ProblemException 404 when there is none, 409 when a deployment has not ended
   */
  RemovalReceipt remove(String app, boolean force, boolean volumes) {
    if (!specs.names().contains(Check.app(app))) {
      throw ProblemException.notFound("there is no app named " + app);
    }
    while (true) {
      Held held =
          rollouts
              .find(app)
              .orElseThrow(() ->
                  ProblemException.conflict(
                      "the builder has not read the state of %s yet; try again in a moment"
                          .formatted(app)));
      boolean begun =
          held.rollout() instanceof Rollout.Removing going && (going.clearsVolumes() || !volumes);
      if (begun || begun(app, held, new RolloutEvent.Remove(force, volumes))) {
        return RemovalReceipt.of(app, waits.of(app));
      }
    }
  }

  private boolean begun(String app, Held held, RolloutEvent.Remove event) {
    List<Deployment> onTheWay =
        deployments.newest(app, DeploymentStore.KEPT_DEPLOYMENTS).stream()
            .filter(each -> !each.status().ended())
            .toList();
    if (!event.force() && !onTheWay.isEmpty()) {
      throw underWay(app, "deployment " + onTheWay.getFirst().id() + " is under way");
    }
    return switch (Rollouts.next(held.rollout(), event)) {
      case Refusal<Rollout> no -> throw underWay(app, no.reason());
      case Done(Rollout next) -> write(app, held, next, onTheWay).replicated().run().written();
    };
  }

  private AtomicWrite write(String app, Held held, Rollout next, List<Deployment> onTheWay) {
    AtomicWrite write = rollouts.put(writes.begin(), app, held, next);
    var cancelled = new DeploymentStatus.Cancelled(AppRemoval.BY);
    onTheWay.forEach(each ->
        deployments.change(write, each.id(), status -> status.ended() ? status : cancelled));
    return events.append(
        write,
        new Event(clock.instant(), RequestAuthor.by(), "app-removal-started", app, app, null));
  }

  private static ProblemException underWay(String app, String what) {
    return ProblemException.conflict(
        "%s; wait until it has ended, or give DELETE /apps/%s?force=true".formatted(what, app));
  }
}
