package dev.aviary.builder.reconcile;

import dev.aviary.builder.engine.AppContainer;
import dev.aviary.builder.engine.ContainerEnd;
import dev.aviary.builder.engine.ContainerPlan;
import dev.aviary.builder.engine.Engine;
import dev.aviary.builder.engine.EngineReply;
import dev.aviary.builder.progress.FirstStep;
import dev.aviary.builder.running.EndedLogs;
import dev.aviary.builder.trace.DeploymentTraces;
import dev.aviary.contract.app.Member;
import dev.aviary.contract.app.Occupancy;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.deployment.DeploymentStore;
import dev.aviary.contract.redis.AtomicWrite;
import dev.aviary.contract.rollout.Placement;
import dev.aviary.contract.rollout.Rollout;
import io.opentelemetry.api.trace.Span;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Brings containers in: make, start, probe, serve. */
@Singleton
final class ContainerStartup {
  private final Engine engine;
  private final ControlWriter controlWriter;
  private final StartProbe probe;
  private final StepJournal journal;
  private final Failing failing;
  private final ContainerRemoval removing;
  private final Callers callers;
  private final StartNotices notices;
  private final EndedLogs ended;
  private final FirstStep steps;
  private final DeploymentTraces traces;
  private final DeploymentStore deployments;
  private final InstantSource clock;

  ContainerStartup(
      Engine engine,
      ControlWriter controlWriter,
      StartProbe probe,
      StepJournal journal,
      Failing failing,
      ContainerRemoval removing,
      Callers callers,
      StartNotices notices,
      EndedLogs ended,
      FirstStep steps,
      DeploymentTraces traces,
      DeploymentStore deployments,
      InstantSource clock) {
    this.engine = engine;
    this.controlWriter = controlWriter;
    this.probe = probe;
    this.journal = journal;
    this.failing = failing;
    this.removing = removing;
    this.callers = callers;
    this.notices = notices;
    this.ended = ended;
    this.steps = steps;
    this.traces = traces;
    this.deployments = deployments;
    this.clock = clock;
  }

  /** The container is recorded before it is started, so that a crash leaves none unknown. */
  void start(ReconcilePass pass, ReconcileStep.Start step) {
    if (!controlWriter.holds(pass.lease())) {
      return;
    }
    Placement placement = step.placement();
    if (!pass.observed().underway(placement.deployment())) {
      pass.memory().pauses.tried(step.slot());
      tellOfDeath(pass, step.slot());
    }
    notices.first(pass, placement);
    journal.say(
        placement.deployment(),
        "%s: starting release %s".formatted(step.slot().id(), placement.release().id()));
    var plan =
        new ContainerPlan(
            pass.observed().specOf(placement),
            step.slot(),
            placement,
            previous(pass.observed().rollout()));
    var taken = pass.observed().slots().members().map(Member::host).collect(Collectors.toSet());
    EngineReply reply =
        traced(pass, placement, "create", step.slot(), () -> engine.create(plan, taken));
    switch (reply) {
      case EngineReply.Made(var made) -> {
        callers.introduce(made);
        controlWriter.write(
            pass, pass.with(step.slot(), pass.in(step.slot()).start(made.member())));
      }
      case EngineReply.Rejected(String reason) ->
          failing.rejected(pass, step.slot(), placement, reason);
      case EngineReply.Done _ ->
          throw new IllegalStateException("a container that is made has an id");
    }
  }

  /** A container that Docker will not start goes, so that the pause before the next one counts. */
  void launch(ReconcilePass pass, ReconcileStep.Launch step) {
    AppContainer container = pass.observed().container(step.member());
    if (container == null || !controlWriter.holds(pass.lease())) {
      return;
    }
    pass.memory().probes.starts(container.id());
    Placement placement = container.placement();
    EngineReply reply =
        traced(pass, placement, "start", step.slot(), () -> engine.start(container.id()));
    if (reply instanceof EngineReply.Rejected(String reason)) {
      failing.rejected(pass, step.slot(), placement, reason);
      removing.discard(pass, step.slot(), step.member());
    }
  }

  void probe(ReconcilePass pass, ReconcileStep.Probe step) {
    Probes probes = pass.memory().probes;
    for (Member member : step.members()) {
      ProbeResult result = probe.probe(member);
      probes.found(member.container(), result);
      if (result instanceof ProbeResult.Passed passed) {
        Duration age = probes.age(member.container());
        notices.answered(member, passed, age);
        probed(pass, member, age);
      }
    }
  }

  void resume(ReconcilePass pass, ReconcileStep.Resume step) {
    Member member = step.member();
    controlWriter.write(
        pass,
        pass.with(step.slot(), pass.in(step.slot()).without(member.container()).start(member)));
  }

  void serve(ReconcilePass pass, ReconcileStep.Serve step) {
    Member member = step.member();
    Occupancy serves = pass.in(step.slot()).start(member).serve();
    AtomicWrite write = controlWriter.begin(pass, pass.with(step.slot(), serves));
    if (step.slot() == Slot.CANARY) {
      steps.begin(write, pass.observed().spec(), member.deployment());
    }
    if (pass.observed().underway(member.deployment())) {
      pass.memory()
          .probes
          .startTime(member.container())
          .ifPresent(took -> deployments.answering(write, member.deployment(), took));
    } else {
      journal.tell(
          write,
          "container-replaced",
          pass.app(),
          member.deployment(),
          "%s runs %s again".formatted(step.slot().id(), member.release()));
    }
    String line = "%s: %s serves".formatted(step.slot().id(), member.release());
    if (controlWriter.run(pass.lease(), journal.say(write, member.deployment(), line))) {
      pass.memory().servedAt = clock.instant();
    }
  }

  /** Only a deployment under way is traced: a container that died is replaced in no trace. */
  private EngineReply traced(
      ReconcilePass pass, Placement placement, String step, Slot slot, Supplier<EngineReply> call) {
    if (!pass.observed().underway(placement.deployment())) {
      return call.get();
    }
    Span span = traces.begin(placement.deployment(), step, slot.id());
    try {
      return call.get();
    } finally {
      span.end();
    }
  }

  private void probed(ReconcilePass pass, Member member, Duration took) {
    if (pass.observed().underway(member.deployment())) {
      for (Slot slot : Slot.values()) {
        if (pass.in(slot).members().anyMatch(member::equals)) {
          traces.ended(member.deployment(), "probe", slot.id(), clock.instant().minus(took));
        }
      }
    }
  }

  /** Read before the container makes place for the next one of its name. */
  private void tellOfDeath(ReconcilePass pass, Slot slot) {
    Member dead = pass.in(slot).serving();
    if (dead != null && !pass.observed().runs(dead) && pass.observed().wanted(slot, dead)) {
      ended.keep(pass.app(), slot.id(), dead.container(), dead.release());
      ContainerEnd ending = engine.ending(dead.container(), 0);
      journal.tell(
          "container-died",
          pass.app(),
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
