package dev.aviary.builder.reconcile;

import dev.aviary.builder.engine.AppContainers;
import dev.aviary.builder.engine.Engine;
import dev.aviary.builder.engine.EngineFaults;
import dev.aviary.builder.lease.Leadership;
import dev.aviary.builder.swarm.StateNode;
import dev.aviary.contract.app.RunOptions;
import dev.aviary.contract.lease.Lease;
import dev.aviary.contract.loop.BackgroundLoop;
import dev.aviary.contract.loop.BackgroundLoops;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.Revision;
import dev.aviary.contract.rollout.Rollout;
import dev.aviary.contract.route.AppControl;
import dev.aviary.contract.route.ControlReader;
import dev.aviary.contract.route.ControlState;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * Look, take one step, look again, and sleep when nothing is left to do, until something changes. Whatever happened in between (a crash of this process, a reboot,
 * a container that died, a Docker or a Redis that went and came back), the next look sees the
 * result, so nothing has to be remembered to go on. While Redis or Docker does not answer, nothing
 * is done at all; an answer that is empty is no reason to remove anything.
 */

/** Drives one app, one step at a time, as long as this builder leads by one lease. */
final class AppLoop {
  private static final Logger LOG = LoggerFactory.getLogger(AppLoop.class);

  /** An app at rest is looked at when the fleet says that something of it changed. */
  private static final Duration REST = Duration.ofHours(1);

  private static final Duration GOING = Duration.ofSeconds(2);
  private static final Duration AWAY = Duration.ofSeconds(1);
  private static final Duration BUSY = Duration.ofMillis(100);
  private static final Duration PROBE = Duration.ofMillis(150);
  private static final ReconcileStep.Wait ELSEWHERE =
      new ReconcileStep.Wait(
          "a builder on the node that keeps the state, where its volumes or its own Redis are",
          false);
  private static final Duration RELEASE = Duration.ofMillis(500);

  private final String app;
  private final Set<String> ofTheBalancer;
  private final Leadership leadership;
  private final Lease lease;
  private final ControlReader control;
  private final Engine engine;
  private final Adopting adopting;
  private final StepExecutor executor;
  private final StateNode stateNode;
  private final LoopMemory memory;
  private final BackgroundLoop loop;
  private Duration pause = Duration.ZERO;
  private String trouble = "";

  AppLoop(
      String app,
      Leadership leadership,
      Lease lease,
      ControlReader control,
      Engine engine,
      Adopting adopting,
      StepExecutor executor,
      StateNode stateNode,
      LoopMemory memory,
      BackgroundLoops loops) {
    this.app = app;
    this.ofTheBalancer = Set.of(Keys.split(app), Keys.maintenance(app));
    this.leadership = leadership;
    this.lease = lease;
    this.control = control;
    this.engine = engine;
    this.adopting = adopting;
    this.executor = executor;
    this.stateNode = stateNode;
    this.memory = memory;
    this.loop = loops.make("app-" + app, () -> pause, this::round);
    loop.start();
  }

  /** Something changed: look now. */
  void wake() {
    loop.wake();
  }

  /** Ends after the step that is under way. */
  void close() {
    loop.close();
  }

  /** The app was removed. */
  void dismiss() {
    Thread.ofVirtual().name("end-of-app-" + app).start(this::close);
  }

  private void round() {
    // After a failure it is tried again soon, however long it would rest otherwise.
    pause = AWAY;
    pause = look();
  }

  private Duration look() {
    try {
      if (!leadership.leads(lease)) {
        return AWAY;
      }
      ControlState state = control.read(app);
      String damage = damage(state.app(app));
      Duration next = damage.isEmpty() ? pass(state) : AWAY;
      trouble(damage);
      return next;
    } catch (RuntimeException e) {
      if (!EngineFaults.away(e)) {
        throw e;
      }
      // That the engine is away is said once, and not by each app's loop.
      if (EngineFaults.lost(e)) {
        LOG.atDebug().addKeyValue("app", app).setCause(e).log("Could not take a step");
      } else {
        trouble(e.toString());
      }
      return AWAY;
    }
  }

  /** What is recorded of the app and cannot be read: a step might then undo what it says. */
  private String damage(AppControl known) {
    boolean goes = known.rollout() instanceof Rollout.Removing;
    return known.unreadable().entrySet().stream()
        .filter(each -> !ofTheBalancer.contains(each.getKey()))
        .filter(each -> !(goes && each.getKey().equals(Keys.spec(app))))
        .map(each -> "repair or delete the key " + each.getKey() + ": " + each.getValue())
        .sorted()
        .collect(Collectors.joining("; "));
  }

  private Duration pass(ControlState state) {
    AppContainers containers = engine.all(app);
    AppControl known = state.app(app);
    if (isOver(known, containers) && !elsewhere(known)) {
      executor.forget(lease, app);
      return GOING;
    }
    if (!trusted(known, state.revision())) {
      return adopting.adopt(lease, app, state, known, containers.slots(), memory) ? BUSY : REST;
    }
    memory.epoch = state.revision().epoch();
    memory.startsProcesses = stateNode.here();
    ObservedState observed = StateReader.at(known, state.revision(), containers, memory);
    ReconcileStep step = elsewhere(known) ? ELSEWHERE : NextStep.next(observed);
    if (!(step instanceof ReconcileStep.Wait) && !leadership.holds(lease)) {
      return AWAY;
    }
    executor.take(new ReconcilePass(lease, observed, memory), step);
    return switch (step) {
      case ReconcileStep.Wait wait when wait.equals(ELSEWHERE) -> GOING;
      case ReconcileStep.Wait wait -> wait.busy() ? BUSY : rest(observed);
      case ReconcileStep.Probe _ -> PROBE;
      case ReconcileStep.Release _ -> RELEASE;
      case ReconcileStep.Forget _ -> GOING;
      default -> Duration.ZERO;
    };
  }

  /** The end of a container wakes the loop; that a notice of it is lost costs {@link #GOING}. */
  private Duration rest(ObservedState observed) {
    Duration left = shorter(memory.pauses.left(), memory.processPauses.left());
    return shorter(observed.stopping().isEmpty() ? REST : GOING, left);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /**
   * Whether the app has containers, or is to have some, that this engine neither sees nor starts.
   */
  private boolean elsewhere(AppControl known) {
    boolean goes = known.rollout() instanceof Rollout.Removing;
    return !stateNode.here()
        && Placements.runs(known)
            .anyMatch(run -> staysOnOneNode(run) || (goes && !run.processes().isEmpty()));
  }

  private static boolean staysOnOneNode(RunOptions run) {
    return !run.volumes().isEmpty() || run.ownRedis();
  }

  /** The app goes, and neither settings nor containers are left of which it could be adopted. */
  private static boolean isOver(AppControl known, AppContainers containers) {
    return known.rollout() instanceof Rollout.Removing
        && known.spec() == null
        && containers.isEmpty();
  }

  /** Keys are taken for true when all are there and the data is not known to have been lost. */
  private boolean trusted(AppControl known, Revision revision) {
    return Adopting.complete(known)
        && (memory.epoch == null || memory.epoch.equals(revision.epoch()));
  }

  private void trouble(String now) {
    if (now.equals(trouble)) {
      return;
    }
    if (!now.isEmpty()) {
      LOG.atWarn()
          .addKeyValue("app", app)
          .addKeyValue("reason", now)
          .log("The app loop waits and tries again");
    } else {
      LOG.atInfo().addKeyValue("app", app).log("The app loop goes on");
    }
    trouble = now;
  }
}
