package dev.aviary.builder.reconcile;

import dev.aviary.builder.engine.AppContainers;
import dev.aviary.builder.engine.Engine;
import dev.aviary.builder.engine.EngineContact;
import dev.aviary.builder.engine.EngineContact.Contact;
import dev.aviary.builder.engine.EngineEvents;
import dev.aviary.builder.engine.EngineFaults;
import dev.aviary.builder.lease.LeaderWork;
import dev.aviary.builder.lease.Leadership;
import dev.aviary.builder.progress.CanarySteps;
import dev.aviary.builder.swarm.StateNode;
import dev.aviary.builder.trigger.BuildTokens;
import dev.aviary.contract.lease.Lease;
import dev.aviary.contract.loop.BackgroundLoop;
import dev.aviary.contract.loop.BackgroundLoops;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.redis.Revision;
import dev.aviary.contract.route.AppControl;
import dev.aviary.contract.route.ControlReader;
import dev.aviary.contract.route.ControlState;
import dev.aviary.contract.route.ControlWatch;
import dev.aviary.contract.telemetry.BalancerStore;
import io.micronaut.context.event.ShutdownEvent;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.runtime.event.annotation.EventListener;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a loop for every app that the control keys or the containers name, while this builder leads,
 * and wakes those of which something changed.
 */
@Singleton
final class AppLoops implements LeaderWork {
  private static final Logger LOG = LoggerFactory.getLogger(AppLoops.class);

  /**
   * How often all is looked at: the network, what no notice told of, and containers of apps that no
   * key names. One look at the keys and one at the containers, however many apps there are.
   */
  static final Duration ROUND = Duration.ofSeconds(10);

  /** The same of the containers on a swarm, whose other nodes tell this engine of no event. */
  private static final Duration SWARM_ROUND = Duration.ofSeconds(2);

  /** How soon the engine's events are followed again. */
  private static final Duration AGAIN = Duration.ofSeconds(2);

  /** How long Docker may take to say that it is there. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Leadership leadership;
  private final ControlReader control;
  private final Engine engine;
  private final EngineEvents changes;
  private final EngineContact contact;
  private final EngineOutageNotices outageNotices;
  private final Adopting adopting;
  private final StepExecutor executor;
  private final BalancerStore balancers;
  private final Callers callers;
  private final BuildTokens tokens;
  private final StateNode stateNode;
  private final StandbyImages standby;
  private final StoppingContainers stops;
  private final CanarySteps steps;
  private final ControlWatch watch;
  private final Map<String, AppLoop> loops = new ConcurrentHashMap<>();
  private final LastSeen<AppControl> keys = new LastSeen<>();
  private final LastSeen<AppContainers> containers = new LastSeen<>();
  private Revision seen = Revision.NONE;
  private @Nullable Lease lease;
  private final BackgroundLoops background;
  private final BackgroundLoop follower;

  /** Each look has rounds of its own: Docker may hang in the middle of one. */
  private final BackgroundLoop containerRounds;

  private final BackgroundLoop keyRounds;

  AppLoops(
      Leadership leadership,
      ControlReader control,
      Engine engine,
      EngineEvents changes,
      EngineContact contact,
      EngineOutageNotices outageNotices,
      Adopting adopting,
      StepExecutor executor,
      BalancerStore balancers,
      Callers callers,
      BuildTokens tokens,
      StateNode stateNode,
      StandbyImages standby,
      StoppingContainers stops,
      CanarySteps steps,
      RedisLink redis,
      BackgroundLoops background) {
    this.leadership = leadership;
    this.control = control;
    this.engine = engine;
    this.changes = changes;
    this.contact = contact;
    this.outageNotices = outageNotices;
    this.adopting = adopting;
    this.executor = executor;
    this.balancers = balancers;
    this.callers = callers;
    this.tokens = tokens;
    this.stateNode = stateNode;
    this.standby = standby;
    this.stops = stops;
    this.steps = steps;
    this.watch = new ControlWatch(redis, control, background, this::changed);
    this.background = background;
    this.follower = background.make("engine-events", AGAIN, this::follow);
    this.containerRounds =
        background.make(
            "container-rounds", engine.onSwarm() ? SWARM_ROUND : ROUND, this::lookAtContainers);
    this.keyRounds = background.make("key-rounds", ROUND, this::lookAtKeys);
  }

  @EventListener
  void start(StartupEvent event) {
    leadership.lead(this);
    stateNode.onChange(this::wakeAll);
    watch.start();
    follower.start();
    keyRounds.start();
    containerRounds.start();
  }

  @EventListener
  void stop(ShutdownEvent event) {
    changes.close();
    try (var all = Executors.newVirtualThreadPerTaskExecutor()) {
      Stream.<Runnable>of(watch::close, follower::close, keyRounds::close, containerRounds::close)
          .forEach(all::execute);
    }
  }

  @Override
  public synchronized void begin(Lease taken) {
    lease = taken;
    keyRounds.wake();
    containerRounds.wake();
  }

  @Override
  public void end() {
    List<AppLoop> ended;
    synchronized (this) {
      lease = null;
      ended = List.copyOf(loops.values());
      loops.clear();
    }
    try (var all = Executors.newVirtualThreadPerTaskExecutor()) {
      ended.forEach(loop -> all.execute(loop::close));
    }
  }

  /** Called by the watch and by the rounds; an older state than the last one is ignored. */
  private synchronized void changed(ControlState state) {
    Revision before = seen;
    if (before.covers(state.revision()) && !before.equals(state.revision())) {
      return;
    }
    seen = state.revision();
    tokens.know(state.apps().keySet());
    steps.know(state);
    standby.know(state);
    state.apps().keySet().forEach(this::drive);
    state.removed().stream()
        .flatMap(app -> Stream.ofNullable(loops.remove(app)))
        .forEach(AppLoop::dismiss);
    Set<String> changed = keys.changed(state.apps());
    if (seen.epoch().equals(before.epoch())) {
      changed.forEach(this::wake);
    } else {
      wakeAll();
    }
  }

  private void follow() throws InterruptedException {
    changes.follow(this::wake, this::wakeAll);
  }

  private void wake(String app) {
    AppLoop loop = loops.get(app);
    if (loop != null) {
      loop.wake();
    }
  }

  private void wakeAll() {
    loops.values().forEach(AppLoop::wake);
  }

  private void lookAtKeys() {
    Contact engine = contact.ask(PATIENCE);
    ControlState state = control.read();
    changed(state);
    if (leadership.leads()) {
      outageNotices.look(engine, state);
    }
  }

  private void lookAtContainers() {
    if (!leadership.leads() || !contact.known().answers()) {
      return;
    }
    try {
      String gateway = engine.keepNetwork();
      AppContainers all = engine.all();
      callers.tell(gateway, all);
      Map<String, AppContainers> byApp = all.byApp();
      byApp.keySet().forEach(this::drive);
      containers.changed(byApp).forEach(this::wake);
    } catch (RuntimeException e) {
      if (!EngineFaults.lost(e)) {
        throw e;
      }
      LOG.atDebug().setCause(e).log("Could not list the containers");
    }
  }

  private synchronized void drive(String app) {
    Lease held = lease;
    if (held == null) {
      return;
    }
    loops.computeIfAbsent(
        app,
        _ ->
            new AppLoop(
                app,
                leadership,
                held,
                control,
                engine,
                adopting,
                executor,
                stateNode,
                new LoopMemory(balancers, stops, System::nanoTime),
                background));
  }
}
