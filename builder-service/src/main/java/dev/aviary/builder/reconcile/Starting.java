package dev.aviary.builder.reconcile;

import dev.aviary.builder.engine.AppContainer;
import dev.aviary.builder.engine.Attempt;
import dev.aviary.builder.engine.ContainerPlan;
import dev.aviary.builder.engine.Ending;
import dev.aviary.builder.engine.Engine;
import dev.aviary.builder.progress.FirstStep;
import dev.aviary.builder.running.EndedLogs;
import dev.aviary.contract.app.Member;
import dev.aviary.contract.app.Occupancy;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.redis.AtomicWrite;
import dev.aviary.contract.rollout.Placement;
import dev.aviary.contract.rollout.Rollout;
import jakarta.inject.Singleton;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Brings containers in: make, start, probe, serve. */
@Singleton
final class Starting {
  private final Engine engine;
  private final Ledger ledger;
  private final Prober prober;
  private final StepJournal journal;
  private final Failing failing;
  private final Removing removing;
  private final Callers callers;
  private final StartNotices notices;
  private final EndedLogs ended;
  private final FirstStep steps;

  Starting(
      Engine engine,
      Ledger ledger,
      Prober prober,
      StepJournal journal,
      Failing failing,
      Removing removing,
      Callers callers,
      StartNotices notices,
      EndedLogs ended,
      FirstStep steps) {
    this.engine = engine;
    this.ledger = ledger;
    this.prober = prober;
    this.journal = journal;
    this.failing = failing;
    this.removing = removing;
    this.callers = callers;
    this.notices = notices;
    this.ended = ended;
    this.steps = steps;
  }

  /** The container is recorded before it is started, so that a crash leaves none unknown. */
  void start(Turn turn, Step.Start step) {
    if (!ledger.mayRemove(turn.lease())) {
      return;
    }
    Placement placement = step.placement();
    if (!turn.view().underway(placement.deployment())) {
      turn.memory().pauses.tried(step.slot());
      tellOfDeath(turn, step.slot());
    }
    notices.first(turn, placement);
    journal.say(
        placement.deployment(),
        "%s: starting release %s".formatted(step.slot().id(), placement.release().id()));
    var plan =
        new ContainerPlan(
            turn.view().specOf(placement), step.slot(), placement, previous(turn.view().rollout()));
    var taken = turn.view().slots().members().map(Member::host).collect(Collectors.toSet());
    switch (engine.create(plan, taken)) {
      case Attempt.Made(var made) -> {
        callers.introduce(made);
        ledger.write(turn, turn.with(step.slot(), turn.in(step.slot()).start(made.member())));
      }
      case Attempt.Rejected(String reason) ->
          failing.rejected(turn, step.slot(), placement, reason);
      case Attempt.Done _ -> throw new IllegalStateException("a container that is made has an id");
    }
  }

  /** A container that Docker will not start goes, so that the pause before the next one counts. */
  void launch(Turn turn, Step.Launch step) {
    AppContainer container = turn.view().container(step.member());
    if (container != null
        && ledger.mayRemove(turn.lease())
        && engine.start(container.id()) instanceof Attempt.Rejected(String reason)) {
      failing.rejected(turn, step.slot(), container.placement(), reason);
      removing.discard(turn, step.slot(), step.member());
    }
  }

  void probe(Turn turn, Step.Probe step) {
    Probes probes = turn.memory().probes;
    for (Member member : step.members()) {
      ProbeResult result = prober.probe(member);
      probes.found(member.container(), result);
      if (result instanceof ProbeResult.Passed passed) {
        notices.answered(member, passed, probes.age(member.container()));
      }
    }
  }

  void resume(Turn turn, Step.Resume step) {
    Member member = step.member();
    ledger.write(
        turn,
        turn.with(step.slot(), turn.in(step.slot()).without(member.container()).start(member)));
  }

  void serve(Turn turn, Step.Serve step) {
    Member member = step.member();
    Occupancy serves = turn.in(step.slot()).start(member).serve();
    AtomicWrite write = ledger.begin(turn, turn.with(step.slot(), serves));
    if (step.slot() == Slot.CANARY) {
      steps.begin(write, turn.view().spec(), member.deployment());
    }
    if (!turn.view().underway(member.deployment())) {
      journal.tell(
          write,
          "container-replaced",
          turn.app(),
          member.deployment(),
          "%s runs %s again".formatted(step.slot().id(), member.release()));
    }
    String line = "%s: %s serves".formatted(step.slot().id(), member.release());
    ledger.run(turn.lease(), journal.say(write, member.deployment(), line));
  }

  /** Read before the container makes place for the next one of its name. */
  private void tellOfDeath(Turn turn, Slot slot) {
    Member dead = turn.in(slot).serving();
    if (dead != null && !turn.view().runs(dead) && turn.view().wanted(slot, dead)) {
      ended.keep(turn.app(), slot.id(), dead.container(), dead.release());
      Ending ending = engine.ending(dead.container(), 0);
      journal.tell(
          "container-died",
          turn.app(),
          dead.deployment(),
          "%s in %s: %s".formatted(dead.release(), slot.id(), ending.summary()));
    }
  }

  /** Where a roll back goes once the new container serves. */
  private static @Nullable Placement previous(Rollout rollout) {
    return rollout instanceof Rollout.Moving moving
        ? moving.reached().previous()
        : rollout.previous();
  }
}
