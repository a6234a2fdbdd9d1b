package dev.aviary.builder.rollout;

import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentStore;
import dev.aviary.contract.event.Event;
import dev.aviary.contract.event.EventLog;
import dev.aviary.contract.http.RequestAuthor;
import dev.aviary.contract.idempotency.IdempotencyStore;
import dev.aviary.contract.idempotency.IdempotentRequest;
import dev.aviary.contract.redis.AtomicWrite;
import dev.aviary.contract.redis.Writes;
import dev.aviary.contract.result.Refusal;
import dev.aviary.contract.result.Result;
import dev.aviary.contract.result.Result.Done;
import dev.aviary.contract.rollout.Placement;
import dev.aviary.contract.rollout.Rollout;
import dev.aviary.contract.rollout.RolloutStore;
import dev.aviary.contract.rollout.RolloutStore.Held;
import dev.aviary.contract.route.ControlStore;
import dev.aviary.contract.route.Withdrawal;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Withdraws the canary on the call of a person: it leaves the traffic at once, and its commit is
 * not deployed again without force.
 */
@Singleton
final class CanaryWithdrawal {
  private final RolloutStore rollouts;
  private final DeploymentStore deployments;
  private final ControlStore withdrawals;
  private final EventLog events;
  private final IdempotencyStore requests;
  private final Writes writes;
  private final InstantSource clock;

  CanaryWithdrawal(
      RolloutStore rollouts,
      DeploymentStore deployments,
      ControlStore withdrawals,
      EventLog events,
      IdempotencyStore requests,
      Writes writes,
      InstantSource clock) {
    this.rollouts = rollouts;
    this.deployments = deployments;
    this.withdrawals = withdrawals;
    this.events = events;
    this.requests = requests;
    this.writes = writes;
    this.clock = clock;
  }

  /**
   * While a new canary is being started the one before it still serves: the reason is said of that
   * one, and the new one goes with it, because no canary is to serve after this.
   *
   * @param meant the deployment of the canary that is to go, when no other may; null: whichever
   * @param request the request that is done once, or null
   * @return with the deployment that the reason is said of
   */
  Result<Deployment> withdraw(
      String app, @Nullable String meant, String reason, @Nullable IdempotentRequest request) {
    while (true) {
      Held held = rollouts.find(app).orElse(null);
      if (held == null) {
        return RolloutService.firstLook();
      }
      Placement canary = held.rollout().canary();
      if (canary == null) {
        return Refusal.conflict("there is no canary to withdraw");
      }
      Placement before = before(held.rollout());
      Placement serves = before == null ? canary : before;
      if (meant != null && !meant.equals(serves.deployment())) {
        return RolloutService.notCanary(meant);
      }
      AtomicWrite write = add(rollouts.guard(writes.begin(), app, held), app, serves, reason);
      if (before != null) {
        String why =
            "it was being started when %s was withdrawn: %s"
                .formatted(before.release().id(), reason);
        add(write, app, canary, why);
      }
      deployments
          .find(serves.deployment())
          .ifPresent(on ->
              requests.complete(
                  write, request, RolloutService.ACCEPTED, RolloutService.location(on), on));
      if (write.replicated().run().written()) {
        return result(serves);
      }
    }
  }

  /** The canary that serves until the present one answers. */
  private static @Nullable Placement before(Rollout rollout) {
    return switch (rollout) {
      case Rollout.Trying trying -> trying.replaced();
      case Rollout.Moving moving -> before(moving.base());
      case Rollout.Empty _, Rollout.Steady _, Rollout.Withdrawn _, Rollout.Removing _ -> null;
    };
  }

  private AtomicWrite add(AtomicWrite write, String app, Placement canary, String reason) {
    Instant now = clock.instant();
    String by = RequestAuthor.by();
    String deployment = canary.deployment();
    withdrawals.withdraw(
        write, app, new Withdrawal(canary.release().commit(), deployment, reason, now, by));
    return events.append(write, new Event(now, by, "canary-withdrawn", app, deployment, reason));
  }

  private Result<Deployment> result(Placement withdrawn) {
    return deployments
        .find(withdrawn.deployment())
        .<Result<Deployment>>map(Done::new)
        .orElseGet(() -> Refusal.conflict("withdrawn; the record of its deployment is lost"));
  }
}
