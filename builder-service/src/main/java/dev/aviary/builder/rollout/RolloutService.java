package dev.aviary.builder.rollout;

import dev.aviary.builder.secret.SecretVault;
import dev.aviary.builder.trigger.DeploymentIds;
import dev.aviary.contract.app.Check;
import dev.aviary.contract.app.Release;
import dev.aviary.contract.app.Track;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentStatus.Starting;
import dev.aviary.contract.deployment.DeploymentStore;
import dev.aviary.contract.deployment.DeploymentStore.Recorded;
import dev.aviary.contract.event.Event;
import dev.aviary.contract.event.EventLog;
import dev.aviary.contract.http.RequestAuthor;
import dev.aviary.contract.idempotency.IdempotencyStore;
import dev.aviary.contract.idempotency.IdempotentRequest;
import dev.aviary.contract.redis.AtomicWrite;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.WriteOutcome;
import dev.aviary.contract.redis.Writes;
import dev.aviary.contract.result.Refusal;
import dev.aviary.contract.result.Result;
import dev.aviary.contract.result.Result.Done;
import dev.aviary.contract.rollout.Placement;
import dev.aviary.contract.rollout.Rollout;
import dev.aviary.contract.rollout.RolloutStore;
import dev.aviary.contract.rollout.RolloutStore.Held;
import dev.aviary.contract.route.AppControl;
import dev.aviary.contract.route.ControlReader;
import dev.aviary.contract.route.Withdrawal;
import dev.aviary.contract.route.Withdrawals;
import dev.aviary.contract.seal.SealedException;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Says what should run: each call changes the rollout of one app and the record of its deployment
 * in one step. What follows from it is the reconciler's.
 */
@Singleton
public final class RolloutService {
  static final int ACCEPTED = HttpStatus.ACCEPTED.getCode();

  private final RolloutStore rollouts;
  private final DeploymentStore deployments;
  private final DeploymentIds ids;
  private final ControlReader control;
  private final EventLog events;
  private final IdempotencyStore requests;
  private final SecretVault secrets;
  private final Writes writes;
  private final InstantSource clock;

  RolloutService(
      RolloutStore rollouts,
      DeploymentStore deployments,
      DeploymentIds ids,
      ControlReader control,
      EventLog events,
      IdempotencyStore requests,
      SecretVault secrets,
      Writes writes,
      InstantSource clock) {
    this.rollouts = rollouts;
    this.deployments = deployments;
    this.ids = ids;
    this.control = control;
    this.events = events;
    this.requests = requests;
    this.secrets = secrets;
    this.writes = writes;
    this.clock = clock;
  }

  /**
   * A deployment's image is ready: it goes to its track, with the app's secrets as they are now.
   * Taking the same one again changes nothing.
   *
   * @param condition under which alone it is written
   * @throws io.lettuce.core.RedisException when Redis is away: ask again
   */
  public Result<Deployment> built(
      Deployment deployment, Release release, UnaryOperator<AtomicWrite> condition) {
    SecretVault.Kept kept;
    try {
      kept = secrets.forRelease(deployment.app());
    } catch (SealedException e) {
      return Refusal.conflict(String.valueOf(e.getMessage()));
    }
    return built(deployment, release.withSecrets(kept.names()), kept, condition);
  }

  private Result<Deployment> built(
      Deployment deployment,
      Release release,
      SecretVault.Kept kept,
      UnaryOperator<AtomicWrite> condition) {
    var event = new RolloutEvent.Built(deployment.track(), new Placement(release, deployment.id()));
    while (true) {
      // Read first and written on that condition, so that an end in between is not overwritten.
      Recorded recorded = deployments.look(deployment.id()).orElse(null);
      if (recorded == null) {
        return Refusal.conflict("the record of the deployment is gone");
      }
      Held held = rollouts.find(deployment.app()).orElse(null);
      if (held == null) {
        return firstLook();
      }
      if (concerns(held.rollout(), deployment.id())) {
        return new Done<>(recorded.deployment());
      }
      if (recorded.deployment().status().ended()) {
        return Refusal.conflict("the deployment has ended before its image was ready");
      }
      if (held.rollout() instanceof Rollout.Removing) {
        return Refusal.conflict("its app is being removed");
      }
      if (!(Rollouts.next(held.rollout(), event) instanceof Done(Rollout next))) {
        String underway = held.rollout().underway();
        return underway == null ? firstLook() : busy(underway);
      }
      AtomicWrite write =
          rollouts.put(condition.apply(writes.begin()), deployment.app(), held, next);
      secrets.keep(write, release, kept);
      WriteOutcome outcome = deployments.change(write, recorded, new Starting(release)).run();
      if (outcome.written()) {
        return new Done<>(recorded.deployment().with(new Starting(release), clock.instant()));
      }
      if (outcome instanceof WriteOutcome.Conflict(String key) && key.equals(Keys.LEADER)) {
        return Refusal.forNow(
            HttpStatus.CONFLICT, "another builder leads now, and goes on with it");
      }
    }
  }

  /** Where a deployment is found. */
  static String location(Deployment deployment) {
    return "/deployments/" + deployment.id();
  }

  /**
   * The release of one canary becomes the stable one, and that of none that came after it.
   *
   * @param canary its deployment
   */
  public Result<Deployment> promote(String app, String canary, Consent consent) {
    return promote(app, canary, consent, null);
  }

  /**
   * The canary's release becomes the stable one.
   *
   * @param canary the deployment of the canary that is meant, when no other may be; null: any
   * @param request the request that is done once, or null
   */
  Result<Deployment> promote(
      String app, @Nullable String canary, Consent consent, @Nullable IdempotentRequest request) {
    String id = ids.next();
    return move(
        app,
        canary,
        "promote",
        consent,
        request,
        now -> new RolloutEvent.Promote(id, withdrawal(app, now.canary()), consent.force()));
  }

  /**
   * The previous stable release becomes the stable one again.
   *
   * @param request the request that is done once, or null
   */
  Result<Deployment> rollBack(String app, Consent consent, @Nullable IdempotentRequest request) {
    String id = ids.next();
    return move(
        app,
        null,
        "rollback",
        consent,
        request,
        now -> new RolloutEvent.RollBack(id, withdrawal(app, now.previous()), consent.force()));
  }

  /**
   * @param canary the deployment that the canary must be of; null: any
   */
  private Result<Deployment> move(
      String app,
      @Nullable String canary,
      String trigger,
      Consent consent,
      @Nullable IdempotentRequest request,
      Function<Rollout, RolloutEvent> change) {
    while (true) {
      Held held = rollouts.find(app).orElse(null);
      if (held == null) {
        return firstLook();
      }
      if (canary != null && !isCanary(held.rollout(), canary)) {
        return notCanary(canary);
      }
      Rollout.Moving moving;
      switch (Rollouts.next(held.rollout(), change.apply(held.rollout()))) {
        case Refusal<Rollout> no -> {
          return no.as();
        }
        case Done(Rollout next) -> moving = (Rollout.Moving) next;
      }
      Deployment deployment = record(app, trigger, consent, moving.next());
      AtomicWrite write = rollouts.put(writes.begin(), app, held, moving);
      deployments.record(write, deployment);
      requests.complete(write, request, ACCEPTED, location(deployment), deployment);
      String what = trigger + "-started";
      var event =
          new Event(
              clock.instant(), RequestAuthor.by(), what, app, deployment.id(), consent.reason());
      if (events.append(write, event).replicated().run().written()) {
        return new Done<>(deployment);
      }
    }
  }

  /** The builder has not looked at the app since it started. */
  static Result<Deployment> firstLook() {
    return busy("the first look at what runs");
  }

  private static Result<Deployment> busy(String what) {
    return Refusal.forNow(HttpStatus.CONFLICT, what + " is under way");
  }

  static Result<Deployment> notCanary(String deployment) {
    return Refusal.conflict("deployment %s is no longer the canary".formatted(deployment));
  }

  private Deployment record(String app, String trigger, Consent consent, Placement next) {
    Instant now = clock.instant();
    Release release = next.release();
    return new Deployment(
        next.deployment(),
        app,
        Track.STABLE,
        release.branch(),
        release.commit(),
        trigger,
        consent.forced(),
        now,
        now,
        new Starting(release));
  }

  private @Nullable String withdrawal(String app, @Nullable Placement of) {
    AppControl known = control.read(app).app(app);
    String key = Keys.withdrawn(app);
    Check.that(
        !known.unreadable().containsKey(key),
        "whether the commit was withdrawn cannot be read; repair or delete " + key);
    Withdrawals all = known.withdrawn();
    return of == null
        ? null
        : all.ofCommit(of.release().commit()).map(Withdrawal::reason).orElse(null);
  }

  private static boolean isCanary(Rollout rollout, String deployment) {
    Placement canary = rollout.canary();
    return canary != null && canary.deployment().equals(deployment);
  }

  private static boolean concerns(Rollout rollout, String deployment) {
    Placement stable = rollout.stable();
    return (stable != null && stable.deployment().equals(deployment))
        || isCanary(rollout, deployment);
  }
}
