package dev.aviary.builder.reconcile;

import dev.aviary.builder.engine.Engine;
import dev.aviary.builder.engine.EngineReply;
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
  private final ControlWriter controlWriter;
  private final StepJournal journal;
  private final Callers callers;
  private final StoppingContainers stops;
  private final EndedLogs ended;

  ProcessSteps(
      Engine engine,
      ControlWriter controlWriter,
      StepJournal journal,
      Callers callers,
      StoppingContainers stops,
      EndedLogs ended) {
    this.engine = engine;
    this.controlWriter = controlWriter;
    this.journal = journal;
    this.callers = callers;
    this.stops = stops;
    this.ended = ended;
  }

  void start(ReconcilePass pass, ReconcileStep.StartSide step) {
    if (!controlWriter.holds(pass.lease())) {
      return;
    }
    Placement placement = step.placement();
    String key = Processes.key(step.process(), step.track());
    var plan =
        new SidePlan(
            pass.observed().specOf(placement),
            step.track(),
            placement,
            step.process(),
            step.command());
    var taken = pass.observed().slots().members().map(Member::host).collect(Collectors.toSet());
    switch (engine.run(plan, taken, callers::introduce)) {
      case EngineReply.Rejected(String reason) -> {
        pass.memory().processPauses.tried(key);
        journal.tell("process-failed", pass.app(), placement.deployment(), key + ": " + reason);
      }
      case EngineReply.Done _, EngineReply.Made _ ->
          journal.say(
              placement.deployment(), "%s: runs %s".formatted(key, placement.release().id()));
    }
  }

  void stop(ReconcilePass pass, SideContainer container) {
    if (controlWriter.holds(pass.lease())) {
      journal.say(container.deployment(), Processes.key(container) + ": stopping");
      stops.begin(container.id(), container.grace());
    }
  }

  void remove(ReconcilePass pass, ReconcileStep.RemoveSide step) {
    if (!controlWriter.holds(pass.lease())) {
      return;
    }
    SideContainer container = step.container();
    if (step.died()) {
      pass.memory().processPauses.tried(Processes.key(container));
      journal.tell(
          "process-ended",
          pass.app(),
          container.deployment(),
          "%s: %s".formatted(Processes.key(container), engine.ending(container.id(), 0).summary()));
    }
    ended.keep(pass.app(), place(container), container.id(), container.release());
    engine.remove(container.id());
  }

  private static String place(SideContainer container) {
    return container.process() + "." + container.track().id();
  }
}
