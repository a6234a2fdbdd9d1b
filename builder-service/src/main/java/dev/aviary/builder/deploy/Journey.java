package dev.aviary.builder.deploy;

import com.github.dockerjava.api.exception.DockerException;
import dev.aviary.builder.engine.ImageShelf;
import dev.aviary.builder.image.Built;
import dev.aviary.builder.image.ImageBuilder;
import dev.aviary.builder.rollout.Outcome;
import dev.aviary.builder.rollout.RolloutService;
import dev.aviary.builder.source.Branch;
import dev.aviary.builder.source.Checkout;
import dev.aviary.builder.source.Clones;
import dev.aviary.builder.source.SourceTree;
import dev.aviary.builder.trigger.Supersession;
import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.Release;
import dev.aviary.contract.app.SpecStore;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentStatus;
import dev.aviary.contract.deployment.DeploymentStore;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of one deployment from the queue to the rollout: fetched, built, handed over. Every part
 * of it may be taken again: what is there already is found, and a deployment that ended is let go.
 */
@Singleton
final class Journey {
  private static final Logger LOG = LoggerFactory.getLogger(Journey.class);

  private final DeploymentStore deployments;
  private final Supersession supersession;
  private final SpecStore apps;
  private final Clones clones;
  private final ImageBuilder images;
  private final ImageShelf shelf;
  private final RolloutService rollouts;
  private final BuildJournal journal;

  Journey(
      DeploymentStore deployments,
      Supersession supersession,
      SpecStore apps,
      Clones clones,
      ImageBuilder images,
      ImageShelf shelf,
      RolloutService rollouts,
      BuildJournal journal) {
    this.deployments = deployments;
    this.supersession = supersession;
    this.apps = apps;
    this.clones = clones;
    this.images = images;
    this.shelf = shelf;
    this.rollouts = rollouts;
    this.journal = journal;
  }

  /**
   * Takes a deployment as far as it comes.
   *
   * @throws io.lettuce.core.RedisException when Redis is away: it goes on from where it was
   */
  Progress advance(Deployment deployment, Watch watch) throws InterruptedException {
    supersession.sweep(deployment.app(), deployment.track());
    Deployment now =
        deployments
            .change(
                deployment.id(),
                status ->
                    status instanceof DeploymentStatus.Queued
                        ? new DeploymentStatus.Building()
                        : status)
            .orElse(deployment);
    return switch (now.status()) {
      case DeploymentStatus.Building _ -> build(now, watch);
      case DeploymentStatus.Starting(Release release) -> handOver(now, release);
      default -> new Progress.Done();
    };
  }

  private Progress build(Deployment deployment, Watch watch) throws InterruptedException {
    Optional<AppSpec> spec = apps.find(deployment.app());
    if (spec.isEmpty()) {
      return failed(deployment, "checkout", "there is no app named " + deployment.app());
    }
    // Asked first: an image may be there, and a source is not fetched for an engine that is away.
    Optional<Built> earlier = images.earlier(spec.get(), deployment);
    if (earlier.isPresent()) {
      return result(deployment, earlier.get());
    }
    var branch = new Branch(deployment.branch());
    return switch (clones.checkout(spec.get(), branch, deployment.commit(), watch::wanted)) {
      case Checkout.Refused(String reason) -> failed(deployment, "checkout", reason);
      case Checkout.Ready(SourceTree tree) -> {
        try (tree) {
          yield result(deployment, images.build(spec.get(), deployment, tree, watch));
        }
      }
    };
  }

  private Progress result(Deployment deployment, Built built) {
    return switch (built) {
      case Built.Image(Release release) -> handOver(deployment, release);
      case Built.Broken(String reason) -> broken(deployment, reason);
      case Built.Unwanted _ -> new Progress.Done();
      case Built.EngineAway(String reason) -> new Progress.Waiting(reason);
    };
  }

  /** Brings a release that is built to its track. */
  Progress handOver(Deployment deployment, Release release) {
    return switch (rollouts.built(deployment, release)) {
      case Outcome.Taken _ -> {
        journal.line(deployment.id(), "Built release " + release.id());
        yield new Progress.Done();
      }
      case Outcome.Busy(String underway) -> new Progress.Built(release, underway);
      case Outcome.Refused(String reason) -> failed(deployment, "start", reason);
    };
  }

  private Progress broken(Deployment deployment, String reason) {
    Progress done = failed(deployment, "build", reason);
    try {
      shelf.sweep();
    } catch (DockerException e) {
      LOG.atInfo().addKeyValue("reason", e.getMessage()).log("Left what a build left behind");
    }
    return done;
  }

  private Progress failed(Deployment deployment, String stage, String reason) {
    journal.failed(deployment, stage, reason);
    return new Progress.Done();
  }
}
