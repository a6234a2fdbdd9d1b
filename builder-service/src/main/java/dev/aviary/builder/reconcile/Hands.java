package dev.aviary.builder.reconcile;

import dev.aviary.contract.deployment.Lease;
import dev.aviary.contract.rollout.Rollout;
import jakarta.inject.Singleton;

/** Takes a step. */
@Singleton
final class Hands {
  private final Starting starting;
  private final Removing removing;
  private final Failing failing;
  private final Concluding concluding;
  private final Forgetting forgetting;
  private final ReleaseCommands releases;
  private final ProcessSteps processes;
  private final StepJournal journal;

  Hands(
      Starting starting,
      Removing removing,
      Failing failing,
      Concluding concluding,
      Forgetting forgetting,
      ReleaseCommands releases,
      ProcessSteps processes,
      StepJournal journal) {
    this.starting = starting;
    this.removing = removing;
    this.failing = failing;
    this.concluding = concluding;
    this.forgetting = forgetting;
    this.releases = releases;
    this.processes = processes;
    this.journal = journal;
  }

  void take(Turn turn, Step step) {
    switch (step) {
      case Step.TakeOut takeOut -> concluding.takeOut(turn, takeOut);
      case Step.Start start -> starting.start(turn, start);
      case Step.Launch launch -> starting.launch(turn, launch);
      case Step.Resume resume -> starting.resume(turn, resume);
      case Step.Probe probe -> starting.probe(turn, probe);
      case Step.Serve serve -> starting.serve(turn, serve);
      case Step.Vacate vacate -> removing.vacate(turn, vacate);
      case Step.Drain drain -> removing.drain(turn, drain);
      case Step.Retire retire -> removing.retire(turn, retire);
      case Step.Discard discard -> removing.discard(turn, discard.slot(), discard.member());
      case Step.Remove remove -> removing.remove(turn, remove);
      case Step.GiveUp giveUp -> {
        failing.giveUp(turn, giveUp);
        removing.discard(turn, giveUp.slot(), giveUp.member());
        removing.keep(turn, giveUp.slot());
      }
      case Step.Fail fail -> failing.fail(turn, fail);
      case Step.Reached reached -> concluding.reached(turn, reached);
      case Step.Release release -> releases.take(turn, release);
      case Step.StartSide start -> processes.start(turn, start);
      case Step.StopSide stop -> processes.stop(turn, stop.container());
      case Step.RemoveSide remove -> processes.remove(turn, remove);
      case Step.Forget _ -> forget(turn.lease());
      case Step.Wait wait -> tell(turn, wait);
    }
  }

  /** Ends an app that goes and of which nothing is left. */
  void forget(Lease lease) {
    forgetting.forget(lease);
  }

  /** Says once what a deployment, or the removal of the app, waits for. */
  private void tell(Turn turn, Step.Wait wait) {
    if (turn.view().rollout() instanceof Rollout.Removing) {
      forgetting.waits(turn.app(), wait.why());
    }
    String underway = turn.view().rollout().underway();
    String waiting = underway == null ? "" : underway + wait.why();
    if (underway != null && !waiting.equals(turn.memory().waiting)) {
      journal.say(underway, "Waiting for " + wait.why());
    }
    turn.memory().waiting = waiting;
  }
}
