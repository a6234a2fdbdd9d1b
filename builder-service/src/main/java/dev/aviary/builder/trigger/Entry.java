package dev.aviary.builder.trigger;

import dev.aviary.builder.listener.Origin;
import dev.aviary.contract.deployment.Admission;
import dev.aviary.contract.deployment.BuildNumbers;
import dev.aviary.contract.deployment.BuildNumbers.Numbering;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentIds;
import dev.aviary.contract.deployment.DeploymentStatus;
import dev.aviary.contract.deployment.DeploymentStore;
import dev.aviary.contract.event.Event;
import dev.aviary.contract.event.EventLog;
import dev.aviary.contract.idempotency.IdempotencyStore;
import dev.aviary.contract.idempotency.IdempotentRequest;
import dev.aviary.contract.redis.AtomicWrite;
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
final class Entry {
  private static final Logger LOG = LoggerFactory.getLogger(Entry.class);

  private final DeploymentStore deployments;
  private final DeploymentIds ids;
  private final BuildNumbers numbers;
  private final RolloutStore rollouts;
  private final EventLog events;
  private final IdempotencyStore requests;
  private final InstantSource clock;

  Entry(
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
  Optional<Admission> admit(Wish wish, String commit, @Nullable Held rollout) {
    Optional<Numbering.Newer> newer = Optional.empty();
    if (wish.build() != null) {
      var numbering = numbers.look(wish.app().name(), wish.branch().name(), wish.build());
      if (!(numbering instanceof Numbering.Newer taken)) {
        return Optional.empty();
      }
      newer = Optional.of(taken);
    }
    Deployment deployment = deployment(wish, commit);
    var number = newer;
    return admit(
        deployment,
        wish.origin(),
        (write, made) ->
            rollouts.guard(along(write, made, number, wish), wish.app().name(), rollout));
  }

  /**
   * New settings for what runs.
   *
   * @param held the rollout that it runs by
   * @param why what changes, for a person
   */
  Optional<Admission> admit(
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
          if (made instanceof Admission.Standing) {
            return write;
          }
          complete(write, request, redeployment);
          return events.append(
              write,
              new Event(
                  redeployment.createdAt(),
                  Wish.PERSON,
                  "redeploy-queued",
                  redeployment.app(),
                  redeployment.id(),
                  why));
        });
  }

  private Optional<Admission> admit(
      Deployment deployment, Origin origin, DeploymentStore.Along along) {
    Optional<Admission> admission = deployments.admit(deployment, true, along);
    if (admission.orElse(null) instanceof Admission.Admitted) {
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
      AtomicWrite write, Admission admission, Optional<Numbering.Newer> number, Wish wish) {
    Deployment deployment = admission.deployment();
    number.ifPresent(newer -> numbers.take(write, deployment.app(), newer, deployment.id()));
    if (admission instanceof Admission.Standing) {
      return write;
    }
    complete(write, wish.request(), deployment);
    return events.append(write, queued(deployment));
  }

  private void complete(
      AtomicWrite write, @Nullable IdempotentRequest request, Deployment deployment) {
    requests.complete(
        write, request, HttpStatus.ACCEPTED.getCode(), Answers.location(deployment), deployment);
  }

  private Deployment deployment(Wish wish, String commit) {
    Instant now = clock.instant();
    return new Deployment(
        ids.next(),
        wish.app().name(),
        wish.app().trackOf(wish.branch().name()),
        wish.branch().name(),
        commit,
        wish.trigger(),
        wish.forced(),
        now,
        now,
        new DeploymentStatus.Queued(),
        wish.image() == null ? null : wish.image().text());
  }

  private static Event queued(Deployment deployment) {
    return new Event(
        deployment.createdAt(),
        deployment.trigger(),
        "deployment-queued",
        deployment.app(),
        deployment.id(),
        deployment.forced());
  }
}
