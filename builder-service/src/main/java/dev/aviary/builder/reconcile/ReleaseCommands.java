package dev.aviary.builder.reconcile;

import dev.aviary.builder.engine.ContainerEnd;
import dev.aviary.builder.engine.ContainerLog;
import dev.aviary.builder.engine.Engine;
import dev.aviary.builder.engine.EngineReply;
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
 * the ended container is removed before the first slot has begun.
 */
@Singleton
final class ReleaseCommands {
  private final Engine engine;
  private final ContainerLog log;
  private final ControlWriter controlWriter;
  private final StepJournal journal;
  private final Failing failing;
  private final Callers callers;
  private final ReleaseSettings settings;
  private final InstantSource clock;

  ReleaseCommands(
      Engine engine,
      ContainerLog log,
      ControlWriter controlWriter,
      StepJournal journal,
      Failing failing,
      Callers callers,
      ReleaseSettings settings,
      InstantSource clock) {
    this.engine = engine;
    this.log = log;
    this.controlWriter = controlWriter;
    this.journal = journal;
    this.failing = failing;
    this.callers = callers;
    this.settings = settings;
    this.clock = clock;
  }

  void take(ReconcilePass pass, ReconcileStep.Release step) {
    if (!controlWriter.holds(pass.lease())) {
      return;
    }
    SideContainer container = step.container();
    if (container == null) {
      begin(pass, step.placement());
      return;
    }
    passOn(pass, container);
    switch (container.state()) {
      case CREATED -> rejected(pass, step.placement(), engine.start(container.id()));
      case RUNNING -> watch(pass, step.placement(), container);
      case ENDED -> end(pass, step.placement(), container);
    }
  }

  private void begin(ReconcilePass pass, Placement placement) {
    AppSpec spec = pass.observed().specOf(placement);
    String command = Objects.requireNonNull(spec.run().releaseCommand());
    Track track = pass.observed().rollout() instanceof Rollout.Trying ? Track.CANARY : Track.STABLE;
    journal.say(
        placement.deployment(),
        "Running the release command of %s: %s".formatted(placement.release().id(), command));
    var plan = new SidePlan(spec, track, placement, SideContainer.RELEASE, command);
    var taken = pass.observed().slots().members().map(Member::host).collect(Collectors.toSet());
    EngineReply attempt =
        engine.run(
            plan,
            taken,
            made -> {
              pass.memory().output.begin(made.id());
              callers.introduce(made);
            });
    rejected(pass, placement, attempt);
  }

  private void rejected(ReconcilePass pass, Placement placement, EngineReply attempt) {
    if (attempt instanceof EngineReply.Rejected(String reason)) {
      failing.release(
          pass, placement, null, ContainerEnd.rejected(reason), "it was not started: " + reason);
    }
  }

  /** One that takes too long is asked to end once its deployment has failed. */
  private void watch(ReconcilePass pass, Placement placement, SideContainer container) {
    Duration age = Duration.between(Instant.ofEpochSecond(container.createdAt()), clock.instant());
    if (age.compareTo(settings.deadline()) > 0) {
      failing.release(
          pass,
          placement,
          container,
          engine.ending(container.id(), Failing.LINES),
          "it had not ended after %d s (AVIARY_RELEASE_COMMAND_DEADLINE)"
              .formatted(settings.deadline().toSeconds()));
    }
  }

  private void end(ReconcilePass pass, Placement placement, SideContainer container) {
    ContainerEnd ending = engine.ending(container.id(), Failing.LINES);
    if (ending.exitCode() == 0 && ending.error().isEmpty()) {
      journal.say(container.deployment(), "The release command ended with code 0");
      pass.memory().released = container.deployment();
    } else {
      failing.release(pass, placement, container, ending, ending.summary());
    }
  }

  /** After a restart of the builder all lines come again: none is lost. */
  private void passOn(ReconcilePass pass, SideContainer container) {
    ReleaseOutput output = pass.memory().output;
    if (!output.knows(container.id())) {
      output.begin(container.id());
      journal.say(container.deployment(), "Found the release command again; its output so far:");
    }
    output
        .fresh(log.dated(container.id(), ReleaseOutput.MOST))
        .forEach(line -> journal.say(container.deployment(), "  | " + line));
  }
}
