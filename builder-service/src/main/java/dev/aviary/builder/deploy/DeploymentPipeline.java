package dev.aviary.builder.deploy;

import com.github.dockerjava.api.exception.DockerException;
import dev.aviary.builder.engine.ImageShelf;
import dev.aviary.builder.image.Built;
import dev.aviary.builder.image.ImageBuilder;
import dev.aviary.builder.image.ImagePull;
import dev.aviary.builder.image.ReleaseImages;
import dev.aviary.builder.lease.Leadership;
import dev.aviary.builder.rollout.RolloutService;
import dev.aviary.builder.source.Branch;
import dev.aviary.builder.source.Clones;
import dev.aviary.builder.source.SourceTree;
import dev.aviary.builder.trace.DeploymentTraces;
import dev.aviary.builder.trigger.Supersession;
import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.Release;
import dev.aviary.contract.app.SpecStore;
import dev.aviary.contract.app.Track;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentStatus;
import dev.aviary.contract.deployment.DeploymentStore;
import dev.aviary.contract.result.Refusal;
import dev.aviary.contract.result.Result;
import dev.aviary.contract.result.Result.Done;
import dev.aviary.contract.rollout.Placement;
import dev.aviary.contract.rollout.RolloutStore;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of one deployment from the queue to the rollout: fetched, built, handed over. Every part
 * of it may be taken again: what is there already is found, and a deployment that ended is let go.
 */
@Singleton
final class DeploymentPipeline {
  private static final Logger LOG = LoggerFactory.getLogger(DeploymentPipeline.class);

  private final DeploymentStore deployments;
  private final Supersession supersession;
  private final SpecStore apps;
  private final Clones clones;
  private final ImageBuilder images;
  private final ReleaseImages releases;
  private final ImagePull pull;
  private final RolloutStore running;
  private final ImageShelf shelf;
  private final RolloutService rollouts;
  private final Leadership leadership;
  private final BuildJournal journal;
  private final DeploymentTraces traces;

  DeploymentPipeline(
      DeploymentStore deployments,
      Supersession supersession,
      SpecStore apps,
      Clones clones,
      ImageBuilder images,
      ReleaseImages releases,
      ImagePull pull,
      RolloutStore running,
      ImageShelf shelf,
      RolloutService rollouts,
      Leadership leadership,
      BuildJournal journal,
      DeploymentTraces traces) {
    this.deployments = deployments;
    this.supersession = supersession;
    this.apps = apps;
    this.clones = clones;
    this.images = images;
    this.releases = releases;
    this.pull = pull;
    this.running = running;
    this.shelf = shelf;
    this.rollouts = rollouts;
    this.leadership = leadership;
    this.journal = journal;
    this.traces = traces;
  }

  /**
   * Takes a deployment as far as it comes.
   *
   * @throws io.lettuce.core.RedisException when Redis is away: it goes on from where it was
   */
  PipelineResult advance(Deployment deployment, DeploymentBuildWatch watch)
      throws InterruptedException {
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
      default -> new PipelineResult.Done();
    };
  }

  private PipelineResult build(Deployment deployment, DeploymentBuildWatch watch)
      throws InterruptedException {
    Optional<AppSpec> spec = apps.find(deployment.app());
    if (spec.isEmpty()) {
      return failed(deployment, "checkout", "there is no app named " + deployment.app());
    }
    // Asked first: an image may be there, and a source is not fetched for an engine that is away.
    Optional<Built> earlier = images.earlier(spec.get(), deployment);
    if (earlier.isPresent()) {
      return result(deployment, made(spec.get(), deployment, earlier.get()));
    }
    Optional<Built> same =
        deployment.redeploys() ? again(spec.get(), deployment) : Optional.empty();
    if (same.isPresent()) {
      return result(deployment, same.get());
    }
    String image = deployment.image();
    if (image != null) {
      Built pulled =
          step(
              deployment,
              "pull",
              () -> pull.pull(spec.get(), deployment, image, watch),
              Built.Image.class::isInstance);
      return result(deployment, pulled);
    }
    if (!spec.get().hasRepository()) {
      return failed(deployment, "checkout", "there is no repository to build it of");
    }
    return source(spec.get(), deployment, watch);
  }

  /** The image of what runs, unless a setting changed that images are made by. */
  private Optional<Built> again(AppSpec spec, Deployment deployment) {
    Optional<Release> release =
        running
            .find(deployment.app())
            .map(held ->
                deployment.track() == Track.STABLE
                    ? held.rollout().stable()
                    : held.rollout().canary())
            .map(Placement::release)
            .filter(runs -> runs.commit().equals(deployment.commit()))
            .filter(runs -> runs.build() == null || spec.build().equals(runs.build()));
    Optional<Built> built = release.flatMap(runs -> releases.again(spec, deployment, runs));
    journal.line(
        deployment.id(),
        built.isPresent()
            ? "Takes the image of " + release.orElseThrow().id()
            : "Builds commit %s again: its image is gone, or is made another way now"
                .formatted(deployment.commit()));
    return built;
  }

  private PipelineResult source(AppSpec spec, Deployment deployment, DeploymentBuildWatch watch)
      throws InterruptedException {
    return switch (checkout(spec, deployment, watch)) {
      case Refusal<SourceTree> no -> failed(deployment, "checkout", no.reason());
      case Done(SourceTree tree) -> {
        try (tree) {
          Built built =
              step(
                  deployment,
                  "build",
                  () -> images.build(spec, deployment, tree, watch),
                  Built.Image.class::isInstance);
          yield result(deployment, made(spec, deployment, built));
        }
      }
    };
  }

  private Result<SourceTree> checkout(
      AppSpec spec, Deployment deployment, DeploymentBuildWatch watch) throws InterruptedException {
    var branch = new Branch(deployment.branch());
    return step(
        deployment,
        "checkout",
        () -> clones.checkout(spec, branch, deployment.commit(), watch::wanted),
        Done.class::isInstance);
  }

  /** Work that may be interrupted. */
  @FunctionalInterface
  private interface Step<T> {
    T run() throws InterruptedException;
  }

  /** Does a step of a deployment within a span of its trace. */
  private <T> T step(Deployment deployment, String name, Step<T> step, Predicate<T> succeeded)
      throws InterruptedException {
    Span span = traces.begin(deployment, name);
    try {
      T result = step.run();
      if (!succeeded.test(result)) {
        span.setStatus(StatusCode.ERROR);
      }
      return result;
    } finally {
      span.end();
    }
  }

  /** A release knows how its image was built. */
  private static Built made(AppSpec spec, Deployment deployment, Built built) {
    return built instanceof Built.Image(Release release) && deployment.image() == null
        ? new Built.Image(release.withBuild(spec.build()))
        : built;
  }

  private PipelineResult result(Deployment deployment, Built built) {
    return switch (built) {
      case Built.Image(Release release) -> handOver(deployment, release);
      case Built.Broken(String reason) -> broken(deployment, reason);
      case Built.Unwanted _ -> new PipelineResult.Done();
      case Built.EngineAway(String reason) -> new PipelineResult.Waiting(reason);
    };
  }

  /** Brings a release that is built to its track. */
  PipelineResult handOver(Deployment deployment, Release release) {
    return switch (rollouts.built(deployment, release, leadership::guard)) {
      case Done<Deployment> _ -> {
        journal.line(deployment.id(), "Built release " + release.id());
        yield new PipelineResult.Done();
      }
      case Refusal<Deployment> no when no.isForNow() ->
          new PipelineResult.Built(release, no.reason());
      case Refusal<Deployment> no -> failed(deployment, "start", no.reason());
    };
  }

  private PipelineResult broken(Deployment deployment, String reason) {
    PipelineResult done = failed(deployment, "build", reason);
    try {
      shelf.sweep();
    } catch (DockerException e) {
      LOG.atInfo()
          .addKeyValue("reason", e.getMessage())
          .log("Could not remove what a build left behind");
    }
    return done;
  }

  private PipelineResult failed(Deployment deployment, String stage, String reason) {
    journal.failed(deployment, stage, reason);
    return new PipelineResult.Done();
  }
}
