package dev.aviary.builder.reconcile;

import dev.aviary.builder.engine.Attempt;
import dev.aviary.builder.engine.ContainerLog;
import dev.aviary.builder.engine.Ending;
import dev.aviary.builder.engine.Engine;
import dev.aviary.builder.engine.SideContainer;
import dev.aviary.builder.engine.SidePlan;
import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.Member;
import dev.aviary.contract.app.Track;
import dev.aviary.contract.rollout.Placement;
import dev.aviary.contract.rollout.Rollout;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Runs the release command of a deployment, in a container that is known by its name. The container
 * is the record of it and stays until the deployment has ended: a builder that dies in the middle
 * finds it running or ended and does not run it again. It runs once, and a second time only when
 * somebody removes the ended container before the first slot has begun.
 */
@Singleton
final class ReleaseCommands {
  private final Engine engine;
  private final ContainerLog log;
  private final Ledger ledger;
  private final StepJournal journal;
  private final Failing failing;
  private final Callers callers;
  private final ReleaseSettings settings;
  private final InstantSource clock;

  ReleaseCommands(
      Engine engine,
      ContainerLog log,
      Ledger ledger,
      StepJournal journal,
      Failing failing,
      Callers callers,
      ReleaseSettings settings,
      InstantSource clock) {
    this.engine = engine;
    this.log = log;
    this.ledger = ledger;
    this.journal = journal;
    this.failing = failing;
    this.callers = callers;
    this.settings = settings;
    this.clock = clock;
  }

  void take(Turn turn, Step.Release step) {
    if (!ledger.mayRemove(turn.lease())) {
      return;
    }
    SideContainer container = step.container();
    if (container == null) {
      begin(turn, step.placement());
      return;
    }
    passOn(turn, container);
    switch (container.state()) {
      case CREATED -> rejected(turn, step.placement(), engine.start(container.id()));
      case RUNNING -> watch(turn, step.placement(), container);
      case ENDED -> end(turn, step.placement(), container);
    }
  }

  private void begin(Turn turn, Placement placement) {
    AppSpec spec = turn.view().specOf(placement);
    String command = Objects.requireNonNull(spec.run().releaseCommand());
    Track track = turn.view().rollout() instanceof Rollout.Trying ? Track.CANARY : Track.STABLE;
    journal.say(
        placement.deployment(),
        "Running the release command of %s: %s".formatted(placement.release().id(), command));
    var plan = new SidePlan(spec, track, placement, SideContainer.RELEASE, command);
    var taken = turn.view().slots().members().map(Member::host).collect(Collectors.toSet());
    Attempt attempt =
        engine.run(
            plan,
            taken,
            made -> {
              turn.memory().output.begin(made.id());
              callers.introduce(made);
            });
    rejected(turn, placement, attempt);
  }

  private void rejected(Turn turn, Placement placement, Attempt attempt) {
    if (attempt instanceof Attempt.Rejected(String reason)) {
      failing.release(
          turn, placement, null, Ending.rejected(reason), "it was not started: " + reason);
    }
  }

  /** One that takes too long is asked to end once its deployment has failed. */
  private void watch(Turn turn, Placement placement, SideContainer container) {
    Duration age = Duration.between(Instant.ofEpochSecond(container.createdAt()), clock.instant());
    if (age.compareTo(settings.deadline()) > 0) {
      failing.release(
          turn,
          placement,
          container,
          engine.ending(container.id(), Failing.LINES),
          "it had not ended after %d s (AVIARY_RELEASE_COMMAND_DEADLINE)"
              .formatted(settings.deadline().toSeconds()));
    }
  }

  private void end(Turn turn, Placement placement, SideContainer container) {
    Ending ending = engine.ending(container.id(), Failing.LINES);
    if (ending.exitCode() == 0 && ending.error().isEmpty()) {
      journal.say(container.deployment(), "The release command ended with code 0");
      turn.memory().released = container.deployment();
    } else {
      failing.release(turn, placement, container, ending, ending.summary());
    }
  }

  /** After a restart of the builder all lines come again: none is lost. */
  private void passOn(Turn turn, SideContainer container) {
    ReleaseOutput output = turn.memory().output;
    if (!output.knows(container.id())) {
      output.begin(container.id());
      journal.say(container.deployment(), "Found the release command again; its output so far:");
    }
    output
        .fresh(log.dated(container.id(), ReleaseOutput.MOST))
        .forEach(line -> journal.say(container.deployment(), "  | " + line));
  }
}
