package dev.aviary.builder.reconcile;

import dev.aviary.builder.app.AppRemoval;
import dev.aviary.builder.app.RemovalWaits;
import dev.aviary.builder.deploy.BuildOutputs;
import dev.aviary.builder.deploy.QueueStore;
import dev.aviary.builder.engine.AppVolumes;
import dev.aviary.builder.engine.ImageShelf;
import dev.aviary.builder.running.EndedLogs;
import dev.aviary.builder.source.Clones;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentStatus;
import dev.aviary.contract.deployment.DeploymentStore;
import dev.aviary.contract.lease.Lease;
import dev.aviary.contract.redis.AtomicWrite;
import dev.aviary.contract.rollout.Rollout;
import dev.aviary.contract.rollout.RolloutStore;
import dev.aviary.contract.rollout.RolloutStore.Held;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Ends an app of which nothing runs and nothing is built any more: its images, its clone, then its
 * keys in one step.
 */
@Singleton
final class Forgetting {
  private static final String REMOVED = "app-removed";

  private final ControlWriter controlWriter;
  private final ImageShelf images;
  private final AppVolumes volumes;
  private final Clones clones;
  private final BuildOutputs outputs;
  private final EndedLogs ended;
  private final RolloutStore rollouts;
  private final QueueStore queue;
  private final DeploymentStore deployments;
  private final AppRemoval removal;
  private final StepJournal journal;
  private final RemovalWaits waits;
  private final InstantSource clock;

  Forgetting(
      ControlWriter controlWriter,
      ImageShelf images,
      AppVolumes volumes,
      Clones clones,
      BuildOutputs outputs,
      EndedLogs ended,
      RolloutStore rollouts,
      QueueStore queue,
      DeploymentStore deployments,
      AppRemoval removal,
      StepJournal journal,
      RemovalWaits waits,
      InstantSource clock) {
    this.controlWriter = controlWriter;
    this.images = images;
    this.volumes = volumes;
    this.clones = clones;
    this.outputs = outputs;
    this.ended = ended;
    this.rollouts = rollouts;
    this.queue = queue;
    this.deployments = deployments;
    this.removal = removal;
    this.journal = journal;
    this.waits = waits;
    this.clock = clock;
  }

  /** The keys go last: until then a builder that dies in between begins again here. */
  void forget(Lease lease, String app) {
    Held held = rollouts.find(app).orElse(null);
    if (held == null
        || !(held.rollout() instanceof Rollout.Removing removing)
        || isBuilt(lease, app)
        || !controlWriter.holds(lease)) {
      return;
    }
    images.clear(app);
    clones.forget(app);
    outputs.forget(app);
    ended.forget(app);
    List<String> kept = volumes(app, removing);
    AtomicWrite write = removal.put(controlWriter.begin(lease), app, clock.instant());
    rollouts.guard(write, app, held);
    String gone = "its containers, images and keys are gone";
    journal.tell(
        write,
        REMOVED,
        app,
        app,
        kept.isEmpty()
            ? gone
            : gone + "; kept the volumes " + String.join(", ", kept) + " (docker volume rm)");
    if (controlWriter.run(lease, write)) {
      waits.forget(app);
      journal.told(REMOVED, app, app);
    }
  }

  /** The names of the volumes that stay. */
  private List<String> volumes(String app, Rollout.Removing removing) {
    if (removing.clearsVolumes()) {
      volumes.clear(app);
    }
    return volumes.of(app);
  }

  /** Says once on the timeline what the removal waits for, and at each request for it. */
  void waits(String app, String why) {
    if (waits.put(app, why)) {
      journal.tell("app-removal-waits", app, app, "it waits for " + why);
    }
  }

  /**
   * Ends what was admitted just before the removal began. A build that was cancelled takes a moment
   * to end, and leaves log, image and clone till then.
   */
  private boolean isBuilt(Lease lease, String app) {
    List<Deployment> newest = deployments.newest(app, DeploymentStore.KEPT_DEPLOYMENTS);
    List<Deployment> underWay = newest.stream().filter(each -> !each.status().ended()).toList();
    if (!underWay.isEmpty()) {
      cancel(lease, underWay);
      return true;
    }
    List<String> taken = queue.taken().stream().map(QueueStore.Entry::deployment).toList();
    Optional<Deployment> built =
        newest.stream().filter(each -> taken.contains(each.id())).findFirst();
    built.ifPresent(each -> waits(app, "the end of the build of deployment " + each.id()));
    return built.isPresent();
  }

  private void cancel(Lease lease, List<Deployment> underWay) {
    var cancelled = new DeploymentStatus.Cancelled(AppRemoval.BY);
    AtomicWrite write = controlWriter.begin(lease);
    for (Deployment each : underWay) {
      deployments.change(write, each.id(), status -> status.ended() ? status : cancelled);
    }
    controlWriter.run(lease, write);
  }
}
