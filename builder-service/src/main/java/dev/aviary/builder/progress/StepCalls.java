package dev.aviary.builder.progress;

import dev.aviary.contract.app.Member;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.event.Event;
import dev.aviary.contract.event.EventLog;
import dev.aviary.contract.http.ProblemException;
import dev.aviary.contract.http.RequestAuthor;
import dev.aviary.contract.idempotency.IdempotencyStore;
import dev.aviary.contract.idempotency.IdempotentRequest;
import dev.aviary.contract.judgement.JudgementStore;
import dev.aviary.contract.redis.AtomicWrite;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.WriteOutcome;
import dev.aviary.contract.redis.Writes;
import dev.aviary.contract.rollout.Placement;
import dev.aviary.contract.rollout.Rollout;
import dev.aviary.contract.rollout.RolloutStore;
import dev.aviary.contract.rollout.RolloutStore.Held;
import dev.aviary.contract.route.AppControl;
import dev.aviary.contract.route.CanaryProgress;
import dev.aviary.contract.route.CanaryProgress.State;
import dev.aviary.contract.route.ControlReader;
import dev.aviary.contract.route.ControlStore;
import dev.aviary.contract.route.Recorded;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Changes the steps of a canary because a person says so. */
@Singleton
final class StepCalls {
  private final ControlReader reader;
  private final ControlStore control;
  private final RolloutStore rollouts;
  private final JudgementStore judgements;
  private final IdempotencyStore requests;
  private final EventLog events;
  private final Writes writes;
  private final InstantSource clock;

  StepCalls(
      ControlReader reader,
      ControlStore control,
      RolloutStore rollouts,
      JudgementStore judgements,
      IdempotencyStore requests,
      EventLog events,
      Writes writes,
      InstantSource clock) {
    this.reader = reader;
    this.control = control;
    this.rollouts = rollouts;
    this.judgements = judgements;
    this.requests = requests;
    this.events = events;
    this.writes = writes;
    this.clock = clock;
  }

  /** What a person can ask for. */
  enum Kind {
    PAUSE("canary-paused"),
    RESUME("canary-resumed"),
    SKIP("canary-step"),
    STOP("canary-steps-stopped");

    private final String event;

    Kind(String event) {
      this.event = event;
    }
  }

  /**
   * @param reason why; null: not said
   * @param request the request that is done once, or null
   * @return where the canary is after that
   * @throws ProblemException 409 when the canary has no steps, is not where this can be done, or is
   *     not the canary any more; 404 when its app is gone
   */
  CanaryProgress take(
      String app, Kind kind, @Nullable String reason, @Nullable IdempotentRequest request) {
    while (true) {
      AppControl known = reader.read(app).app(app);
      CanaryProgress now = present(known);
      Placement canary = canary(known, now.deployment());
      CanaryProgress next = next(known, now, kind, reason);
      Recorded<CanaryProgress> before = control.progress(app);
      Held held = rollouts.find(app).orElse(null);
      if (!now.equals(before.value()) || held == null || !held.rollout().equals(known.rollout())) {
        continue;
      }
      AtomicWrite write = rollouts.guard(writes.begin(), app, held);
      control.notWithdrawn(write, app, canary.release().commit(), canary.deployment());
      control.replace(write, app, before, next);
      requests.complete(write, request, HttpStatus.OK.getCode(), null, next);
      events.append(
          write,
          new Event(
              clock.instant(),
              RequestAuthor.by(),
              kind.event,
              app,
              now.deployment(),
              why(next, reason)));
      WriteOutcome outcome = write.replicated().run();
      if (outcome.written()) {
        return next;
      }
      if (outcome.equals(new WriteOutcome.Conflict(Keys.REMOVED))) {
        throw ProblemException.notFound("there is no app named " + app);
      }
    }
  }

  private static CanaryProgress present(AppControl known) {
    CanaryProgress progress = known.progress();
    if (progress == null || !serves(known, progress.deployment())) {
      throw ProblemException.conflict(
          "no canary of %s is on its way through steps; set steps in its settings"
              .formatted(known.app()));
    }
    return progress;
  }

  /** The canary that serves, while no newer deployment and no promotion takes its place. */
  private static Placement canary(AppControl known, String deployment) {
    Rollout rollout = known.rollout();
    Placement canary = rollout == null ? null : rollout.canary();
    if (canary == null || !canary.deployment().equals(deployment)) {
      throw ProblemException.conflict(
          "deployment %s is no longer the canary of %s".formatted(deployment, known.app()));
    }
    if (rollout instanceof Rollout.Promoting) {
      throw ProblemException.conflict("the canary of %s is being promoted".formatted(known.app()));
    }
    return canary;
  }

  private static boolean serves(AppControl known, String deployment) {
    Member member = known.slots() == null ? null : known.slots().in(Slot.CANARY).serving();
    return member != null
        && member.deployment().equals(deployment)
        && known.withdrawn().of(member).isEmpty();
  }

  private CanaryProgress next(
      AppControl known, CanaryProgress now, Kind kind, @Nullable String reason) {
    State state = now.state();
    if (state == State.STOPPED || state == State.COMPLETED) {
      throw ProblemException.conflict(
          "its steps are over (%s) at %d %%: promote or withdraw the canary"
              .formatted(state == State.STOPPED ? "stopped" : "completed", now.percent()));
    }
    return switch (kind) {
      case PAUSE -> now.with(State.PAUSED, reason);
      case RESUME -> now.with(State.RUNNING, null);
      case STOP -> now.with(State.STOPPED, reason);
      case SKIP -> skipped(known, now);
    };
  }

  private CanaryProgress skipped(AppControl known, CanaryProgress now) {
    Instant at = clock.instant();
    long before =
        judgements
            .find(now.deployment())
            .map(each -> each.canaryRequests())
            .orElse(now.requestsBefore());
    return StepPlan.of(known)
        .after(now, at, before)
        .orElseThrow(() ->
            ProblemException.conflict(
                "%d %% is its last step: promote it, or stop the steps".formatted(now.percent())));
  }

  private static String why(CanaryProgress now, @Nullable String reason) {
    String place = StepWriter.place(now);
    return reason == null ? place : place + ": " + reason;
  }
}
