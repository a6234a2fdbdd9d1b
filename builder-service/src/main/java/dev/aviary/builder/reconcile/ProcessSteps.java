package dev.aviary.builder.reconcile;

import dev.aviary.builder.engine.Attempt;
import dev.aviary.builder.engine.Engine;
import dev.aviary.builder.engine.SideContainer;
import dev.aviary.builder.engine.SidePlan;
import dev.aviary.builder.running.EndedLogs;
import dev.aviary.contract.app.Member;
import dev.aviary.contract.rollout.Placement;
import jakarta.inject.Singleton;
import java.util.stream.Collectors;

/** Starts, stops and removes what stands beside the slots. */
@Singleton
final class ProcessSteps {
  private final Engine engine;
  private final Ledger ledger;
  private final StepJournal journal;
  private final Callers callers;
  private final Stops stops;
  private final EndedLogs ended;

  ProcessSteps(
      Engine engine,
      Ledger ledger,
      StepJournal journal,
      Callers callers,
      Stops stops,
      EndedLogs ended) {
    this.engine = engine;
    this.ledger = ledger;
    this.journal = journal;
    this.callers = callers;
    this.stops = stops;
    this.ended = ended;
  }

  void start(Turn turn, Step.StartSide step) {
    if (!ledger.mayRemove(turn.lease())) {
      return;
    }
    Placement placement = step.placement();
    String key = Processes.key(step.process(), step.track());
    var plan =
        new SidePlan(
            turn.view().specOf(placement), step.track(), placement, step.process(), step.command());
    var taken = turn.view().slots().members().map(Member::host).collect(Collectors.toSet());
    switch (engine.run(plan, taken, callers::introduce)) {
      case Attempt.Rejected(String reason) -> {
        turn.memory().processPauses.tried(key);
        journal.tell("process-failed", turn.app(), placement.deployment(), key + ": " + reason);
      }
      case Attempt.Done _, Attempt.Made _ ->
          journal.say(
              placement.deployment(), "%s: runs %s".formatted(key, placement.release().id()));
    }
  }

  void stop(Turn turn, SideContainer container) {
    if (ledger.mayRemove(turn.lease())) {
      journal.say(container.deployment(), Processes.key(container) + ": stopping");
      stops.begin(container.id(), container.grace());
    }
  }

  void remove(Turn turn, Step.RemoveSide step) {
    if (!ledger.mayRemove(turn.lease())) {
      return;
    }
    SideContainer container = step.container();
    if (step.died()) {
      turn.memory().processPauses.tried(Processes.key(container));
      journal.tell(
          "process-ended",
          turn.app(),
          container.deployment(),
          "%s: %s".formatted(Processes.key(container), engine.ending(container.id(), 0).summary()));
    }
    ended.keep(turn.app(), place(container), container.id(), container.release());
    engine.remove(container.id());
  }

  private static String place(SideContainer container) {
    return container.process() + "." + container.track().id();
  }
}
