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

/** Takes containers out: vacate, drain, stop, remove. Nothing goes without the lease. */
@Singleton
final class Removing {
  private final Engine engine;
  private final Ledger ledger;
  private final StepJournal journal;
  private final Stops stops;
  private final EndedLogs ended;

  Removing(Engine engine, Ledger ledger, StepJournal journal, Stops stops, EndedLogs ended) {
    this.engine = engine;
    this.ledger = ledger;
    this.journal = journal;
    this.stops = stops;
    this.ended = ended;
  }

  void vacate(Turn turn, Step.Vacate step) {
    AtomicWrite write = ledger.begin(turn, turn.with(step.slot(), turn.in(step.slot()).vacate()));
    String line = step.slot().id() + ": out of the traffic; draining";
    ledger.run(turn.lease(), journal.say(write, step.member().deployment(), line));
  }

  void drain(Turn turn, Step.Drain step) {
    Occupancy now = turn.in(step.slot());
    var draining = new ArrayList<>(now.draining());
    draining.add(step.member());
    ledger.write(
        turn, turn.with(step.slot(), new Occupancy(now.serving(), now.starting(), draining)));
  }

  void retire(Turn turn, Step.Retire step) {
    Member member = step.member();
    if (!ledger.mayRemove(turn.lease())) {
      return;
    }
    if (turn.view().runs(member)) {
      journal.say(member.deployment(), step.slot().id() + ": out of the traffic; stopping");
      stops.begin(member.container(), Duration.ofSeconds(turn.view().run(member).stopSeconds()));
      return;
    }
    String line = step.slot().id() + ": stopped and removed";
    ledger.run(
        turn.lease(), journal.say(remove(turn, step.slot(), member), member.deployment(), line));
  }

  /** It never served: no request can be lost. */
  void discard(Turn turn, Slot slot, Member member) {
    if (ledger.mayRemove(turn.lease())) {
      ledger.run(turn.lease(), remove(turn, slot, member));
    }
  }

  /** A restart that failed is given up: what serves stays. */
  void keep(Turn turn, Slot slot) {
    Member serving = turn.in(slot).serving();
    AppContainer container = serving == null ? null : turn.view().container(serving);
    if (container != null && container.running() && ledger.mayRemove(turn.lease())) {
      engine.keep(container);
    }
  }

  void remove(Turn turn, Step.Remove step) {
    if (ledger.mayRemove(turn.lease())) {
      AppContainer orphan = step.container();
      ended.keep(turn.app(), orphan.slot().id(), orphan.id(), orphan.placement().release().id());
      engine.remove(orphan.id());
    }
  }

  /** Removes the container, and begins to record that it is gone. */
  private AtomicWrite remove(Turn turn, Slot slot, Member member) {
    ended.keep(turn.app(), slot.id(), member.container(), member.release());
    engine.remove(member.container());
    return ledger.begin(turn, turn.with(slot, turn.in(slot).without(member.container())));
  }
}
