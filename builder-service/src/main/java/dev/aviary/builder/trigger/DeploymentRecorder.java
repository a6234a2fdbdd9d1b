package dev.aviary.builder.trigger;

import dev.aviary.builder.listener.Origin;
import dev.aviary.builder.trigger.BuildNumbers.Numbering;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentAdmission;
import dev.aviary.contract.deployment.DeploymentStatus;
import dev.aviary.contract.deployment.DeploymentStore;
import dev.aviary.contract.event.Event;
import dev.aviary.contract.event.EventLog;
import dev.aviary.contract.http.RequestAuthor;
import dev.aviary.contract.idempotency.IdempotencyStore;
import dev.aviary.contract.idempotency.IdempotentRequest;
import dev.aviary.contract.redis.AtomicWrite;
import dev.aviary.contract.result.Result;
import dev.aviary.contract.result.Result.Done;
import dev.aviary.contract.rollout.RolloutStore;
import dev.aviary.contract.rollout.RolloutStore.Held;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records a deployment, its place in the queue, its build number and its event in one step. */
@Singleton
final class DeploymentRecorder {
  private static final Logger LOG = LoggerFactory.getLogger(DeploymentRecorder.class);

  private final DeploymentStore deployments;
  private final DeploymentIds ids;
  private final BuildNumbers numbers;
  private final RolloutStore rollouts;
  private final EventLog events;
  private final IdempotencyStore requests;
  private final InstantSource clock;

  DeploymentRecorder(
      DeploymentStore deployments,
      DeploymentIds ids,
      BuildNumbers numbers,
      RolloutStore rollouts,
      EventLog events,
      IdempotencyStore requests,
      InstantSource clock) {
    this.deployments = deployments;
    this.ids = ids;
    this.numbers = numbers;
    this.rollouts = rollouts;
    this.events = events;
    this.requests = requests;
    this.clock = clock;
  }

  /**
   * Nothing, when another build of the branch was taken meanwhile, or the app's rollout changed.
   *
   * @param rollout as it was read, or null when nothing was there
   */
  Optional<Result<DeploymentAdmission>> admit(
      WantedDeployment wanted, String commit, @Nullable Held rollout) {
    Optional<Numbering.Newer> newer = Optional.empty();
    if (wanted.build() != null) {
      var numbering = numbers.look(wanted.app().name(), wanted.series(), wanted.build());
      if (!(numbering instanceof Numbering.Newer taken)) {
        return Optional.empty();
      }
      newer = Optional.of(taken);
    }
    Deployment deployment = deployment(wanted, commit);
    var number = newer;
    return admit(
        deployment,
        wanted.origin(),
        (write, made) ->
            rollouts.guard(along(write, made, number, wanted), wanted.app().name(), rollout));
  }

  /**
   * New settings for what runs.
   *
   * @param held the rollout that it runs by
   * @param why what changes, for a person
   */
  Optional<Result<DeploymentAdmission>> admit(
      Deployment redeployment,
      Origin origin,
      @Nullable IdempotentRequest request,
      Held held,
      String why) {
    return admit(
        redeployment,
        origin,
        (write, made) -> {
          rollouts.guard(write, redeployment.app(), held);
          if (made instanceof DeploymentAdmission.Standing) {
            return write;
          }
          complete(write, request, redeployment);
          return events.append(
              write,
              new Event(
                  redeployment.createdAt(),
                  RequestAuthor.by(WantedDeployment.PERSON),
                  "redeploy-queued",
                  redeployment.app(),
                  redeployment.id(),
                  why));
        });
  }

  private Optional<Result<DeploymentAdmission>> admit(
      Deployment deployment, Origin origin, DeploymentStore.Along along) {
    Optional<Result<DeploymentAdmission>> admission = deployments.admit(deployment, true, along);
    if (admission.orElse(null) instanceof Done(DeploymentAdmission.Admitted _)) {
      LOG.atInfo()
          .addKeyValue("deployment", deployment.id())
          .addKeyValue("app", deployment.app())
          .addKeyValue("track", deployment.track().id())
          .addKeyValue("branch", deployment.branch())
          .addKeyValue("commit", deployment.commit())
          .addKeyValue("trigger", deployment.trigger())
          .addKeyValue("client", origin.client())
          .addKeyValue("request", origin.request())
          .log("Queued a deployment");
    }
    return admission;
  }

  private AtomicWrite along(
      AtomicWrite write,
      DeploymentAdmission admission,
      Optional<Numbering.Newer> number,
      WantedDeployment wanted) {
    Deployment deployment = admission.deployment();
    number.ifPresent(newer -> numbers.take(write, deployment.app(), newer, deployment.id()));
    if (admission instanceof DeploymentAdmission.Standing) {
      return write;
    }
    complete(write, wanted.request(), deployment);
    return events.append(write, queued(deployment));
  }

  private void complete(
      AtomicWrite write, @Nullable IdempotentRequest request, Deployment deployment) {
    requests.complete(
        write,
        request,
        HttpStatus.ACCEPTED.getCode(),
        TriggerAnswers.location(deployment),
        deployment);
  }

  private Deployment deployment(WantedDeployment wanted, String commit) {
    Instant now = clock.instant();
    var made =
        new Deployment(
            ids.next(),
            wanted.app().name(),
            wanted.app().trackOf(wanted.branch().name()),
            wanted.branch().name(),
            commit,
            wanted.trigger(),
            wanted.forced(),
            now,
            now,
            new DeploymentStatus.Queued(),
            wanted.image() == null ? null : wanted.image().text());
    return made.within(wanted.origin().traceparent());
  }

  private static Event queued(Deployment deployment) {
    return new Event(
        deployment.createdAt(),
        RequestAuthor.by(deployment.trigger()),
        "deployment-queued",
        deployment.app(),
        deployment.id(),
        deployment.forced());
  }
}
