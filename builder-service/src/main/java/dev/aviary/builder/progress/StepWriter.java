package dev.aviary.builder.progress;

import dev.aviary.contract.event.ActionNeeded;
import dev.aviary.contract.event.Event;
import dev.aviary.contract.event.EventLog;
import dev.aviary.contract.judgement.Judgement;
import dev.aviary.contract.redis.AtomicWrite;
import dev.aviary.contract.redis.Writes;
import dev.aviary.contract.rollout.Rollout;
import dev.aviary.contract.rollout.RolloutStore;
import dev.aviary.contract.rollout.RolloutStore.Held;
import dev.aviary.contract.route.CanaryProgress;
import dev.aviary.contract.route.ControlStore;
import dev.aviary.contract.route.Recorded;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the next step of a canary on record, with its event, in one write: only while the canary is
 * the one that was looked at, is not withdrawn, and was not moved in between. A write that is
 * refused is left: the next look decides again.
 */
@Singleton
final class StepWriter {
  private static final Logger LOG = LoggerFactory.getLogger(StepWriter.class);
  private static final String BUILDER = "builder";

  private final ControlStore control;
  private final RolloutStore rollouts;
  private final EventLog events;
  private final Writes writes;

  StepWriter(ControlStore control, RolloutStore rollouts, EventLog events, Writes writes) {
    this.control = control;
    this.rollouts = rollouts;
    this.events = events;
    this.writes = writes;
  }

  /** Steps that were set while the canary served, or that Redis has lost, begin with the first. */
  void begin(CanaryOnItsWay canary, long requestsBefore, Instant now) {
    CanaryProgress first = canary.plan().first(canary.deployment(), now, requestsBefore);
    write(canary, first, "canary-step", place(first) + ": the steps begin", now);
  }

  /** All that the present step asks for is there. */
  void goOn(
      CanaryOnItsWay canary, CanaryProgress from, @Nullable Judgement judgement, Instant now) {
    long requests = judgement == null ? from.requestsBefore() : judgement.canaryRequests();
    String why = evidence(canary, from, judgement, now);
    Optional<CanaryProgress> next = canary.plan().after(from, now, requests);
    if (next.isPresent()) {
      write(canary, next.get(), "canary-step", place(next.get()) + ": " + why, now);
      return;
    }
    CanaryProgress done = from.with(CanaryProgress.State.COMPLETED, null);
    if (canary.options().promotesByItself()) {
      write(canary, done, "canary-steps-completed", why + "; it is promoted", now);
    } else {
      write(canary, done, ActionNeeded.CANARY_READY, why + advice(canary.app()), now);
    }
  }

  /** The canary stays as it is, and a person is told why. */
  void leave(CanaryOnItsWay canary, CanaryProgress from, String reason, Instant now) {
    CanaryProgress left = from.with(CanaryProgress.State.COMPLETED, reason);
    write(canary, left, ActionNeeded.CANARY_READY, reason + advice(canary.app()), now);
  }

  private void write(
      CanaryOnItsWay canary, CanaryProgress next, String what, String why, Instant now) {
    Held held = rollouts.find(canary.app()).orElse(null);
    Recorded<CanaryProgress> before = control.progress(canary.app());
    CanaryProgress known = before.value();
    boolean asSeen =
        canary.progress() == null
            ? known == null || !known.deployment().equals(canary.deployment())
            : canary.progress().equals(known);
    if (held == null
        || !asSeen
        || !(held.rollout() instanceof Rollout.Trying trying)
        || !trying.live()
        || !trying.canary().equals(canary.canary())) {
      return;
    }
    AtomicWrite write = rollouts.guard(writes.begin(), canary.app(), held);
    String commit = canary.canary().release().commit();
    control.notWithdrawn(write, canary.app(), commit, canary.deployment());
    control.replace(write, canary.app(), before, next);
    events.append(write, new Event(now, BUILDER, what, canary.app(), canary.deployment(), why));
    if (write.run().written()) {
      LOG.atInfo()
          .addKeyValue("app", canary.app())
          .addKeyValue("deployment", canary.deployment())
          .addKeyValue("step", next.step() + 1)
          .addKeyValue("percent", next.percent())
          .addKeyValue("state", next.state())
          .log("Recorded a step of a canary");
    }
  }

  /** Where a canary is, in words. */
  static String place(CanaryProgress progress) {
    return "step %d of %d, %d %% of the requests"
        .formatted(progress.step() + 1, progress.steps(), progress.percent());
  }

  /** What the step before showed. */
  private static String evidence(
      CanaryOnItsWay canary, CanaryProgress from, @Nullable Judgement judgement, Instant now) {
    long seconds = Duration.between(from.since(), now).toSeconds();
    return canary.options().judges()
        ? "at %d %% the canary answered %d requests in %d s and is good"
            .formatted(from.percent(), StepRequirements.answered(from, judgement), seconds)
        : "at %d %% the canary served for %d s; its visitors are not judged"
            .formatted(from.percent(), seconds);
  }

  private static String advice(String app) {
    return ": promote it with POST /apps/%s/promote, or withdraw it".formatted(app);
  }
}
