package dev.aviary.builder.reconcile;

import dev.aviary.contract.lease.Lease;
import dev.aviary.contract.rollout.Rollout;
import jakarta.inject.Singleton;

/** Takes a step. */
@Singleton
final class StepExecutor {
  private final ContainerStartup starting;
  private final ContainerRemoval removing;
  private final Failing failing;
  private final RolloutAdvance concluding;
  private final Forgetting forgetting;
  private final ReleaseCommands releases;
  private final ProcessSteps processes;
  private final StepJournal journal;

  StepExecutor(
      ContainerStartup starting,
      ContainerRemoval removing,
      Failing failing,
      RolloutAdvance concluding,
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

  void take(ReconcilePass pass, ReconcileStep step) {
    switch (step) {
      case ReconcileStep.TakeOut takeOut -> concluding.takeOut(pass, takeOut);
      case ReconcileStep.Start start -> starting.start(pass, start);
      case ReconcileStep.Launch launch -> starting.launch(pass, launch);
      case ReconcileStep.Resume resume -> starting.resume(pass, resume);
      case ReconcileStep.Probe probe -> starting.probe(pass, probe);
      case ReconcileStep.Serve serve -> starting.serve(pass, serve);
      case ReconcileStep.Vacate vacate -> removing.vacate(pass, vacate);
      case ReconcileStep.Drain drain -> removing.drain(pass, drain);
      case ReconcileStep.Retire retire -> removing.retire(pass, retire);
      case ReconcileStep.Discard discard ->
          removing.discard(pass, discard.slot(), discard.member());
      case ReconcileStep.Remove remove -> removing.remove(pass, remove);
      case ReconcileStep.GiveUp giveUp -> {
        failing.giveUp(pass, giveUp);
        removing.discard(pass, giveUp.slot(), giveUp.member());
        removing.keep(pass, giveUp.slot());
      }
      case ReconcileStep.Fail fail -> failing.fail(pass, fail);
      case ReconcileStep.Reached reached -> concluding.reached(pass, reached);
      case ReconcileStep.Release release -> releases.take(pass, release);
      case ReconcileStep.StartSide start -> processes.start(pass, start);
      case ReconcileStep.StopSide stop -> processes.stop(pass, stop.container());
      case ReconcileStep.RemoveSide remove -> processes.remove(pass, remove);
      case ReconcileStep.Forget _ -> forget(pass.lease(), pass.app());
      case ReconcileStep.Wait wait -> tell(pass, wait);
    }
  }

  /** Ends an app that goes and of which nothing is left. */
  void forget(Lease lease, String app) {
    forgetting.forget(lease, app);
  }

  /** Says once what a deployment, or the removal of the app, waits for. */
  private void tell(ReconcilePass pass, ReconcileStep.Wait wait) {
    if (pass.observed().rollout() instanceof Rollout.Removing) {
      forgetting.waits(pass.app(), wait.why());
    }
    String underway = pass.observed().rollout().underway();
    String waiting = underway == null ? "" : underway + wait.why();
    if (underway != null && !waiting.equals(pass.memory().waiting)) {
      journal.say(underway, "Waiting for " + wait.why());
    }
    pass.memory().waiting = waiting;
  }
}
