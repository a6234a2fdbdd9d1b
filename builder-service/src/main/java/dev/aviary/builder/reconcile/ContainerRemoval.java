package dev.aviary.builder.reconcile;

import dev.aviary.builder.engine.AppContainer;
import dev.aviary.builder.engine.Engine;
import dev.aviary.builder.running.EndedLogs;
import dev.aviary.contract.app.Member;
import dev.aviary.contract.app.Occupancy;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.redis.AtomicWrite;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;

/**
 * Removes containers in four steps: vacate, drain, stop, remove. Each step checks the lease first.
 */
@Singleton
final class ContainerRemoval {
  private final Engine engine;
  private final ControlWriter controlWriter;
  private final StepJournal journal;
  private final StoppingContainers stops;
  private final EndedLogs ended;

  ContainerRemoval(
      Engine engine,
      ControlWriter controlWriter,
      StepJournal journal,
      StoppingContainers stops,
      EndedLogs ended) {
    this.engine = engine;
    this.controlWriter = controlWriter;
    this.journal = journal;
    this.stops = stops;
    this.ended = ended;
  }

  void vacate(ReconcilePass pass, ReconcileStep.Vacate step) {
    AtomicWrite write =
        controlWriter.begin(pass, pass.with(step.slot(), pass.in(step.slot()).vacate()));
    String line = step.slot().id() + ": out of the traffic; draining";
    controlWriter.run(pass.lease(), journal.say(write, step.member().deployment(), line));
  }

  void drain(ReconcilePass pass, ReconcileStep.Drain step) {
    Occupancy now = pass.in(step.slot());
    var draining = new ArrayList<>(now.draining());
    draining.add(step.member());
    controlWriter.write(
        pass, pass.with(step.slot(), new Occupancy(now.serving(), now.starting(), draining)));
  }

  void retire(ReconcilePass pass, ReconcileStep.Retire step) {
    Member member = step.member();
    if (!controlWriter.holds(pass.lease())) {
      return;
    }
    if (pass.observed().runs(member)) {
      // Of the service of a slot nothing can be read once its task was asked to end.
      ended.keep(pass.app(), step.slot().id(), member.container(), member.release());
      journal.say(member.deployment(), step.slot().id() + ": out of the traffic; stopping");
      stops.begin(
          member.container(), Duration.ofSeconds(pass.observed().run(member).stopSeconds()));
      return;
    }
    String line = step.slot().id() + ": stopped and removed";
    controlWriter.run(
        pass.lease(), journal.say(remove(pass, step.slot(), member), member.deployment(), line));
  }

  /** It never served: no request can be lost. */
  void discard(ReconcilePass pass, Slot slot, Member member) {
    if (controlWriter.holds(pass.lease())) {
      controlWriter.run(pass.lease(), remove(pass, slot, member));
    }
  }

  /** A restart that failed is given up: what serves stays. */
  void keep(ReconcilePass pass, Slot slot) {
    Member serving = pass.in(slot).serving();
    AppContainer container = serving == null ? null : pass.observed().container(serving);
    if (container != null && container.running() && controlWriter.holds(pass.lease())) {
      engine.keep(container);
    }
  }

  void remove(ReconcilePass pass, ReconcileStep.Remove step) {
    if (controlWriter.holds(pass.lease())) {
      AppContainer orphan = step.container();
      ended.keep(pass.app(), orphan.slot().id(), orphan.id(), orphan.placement().release().id());
      engine.remove(orphan.id());
    }
  }

  /** Removes the container, and begins to record that it is gone. */
  private AtomicWrite remove(ReconcilePass pass, Slot slot, Member member) {
    ended.keep(pass.app(), slot.id(), member.container(), member.release());
    engine.remove(member.container());
    return controlWriter.begin(pass, pass.with(slot, pass.in(slot).without(member.container())));
  }
}
