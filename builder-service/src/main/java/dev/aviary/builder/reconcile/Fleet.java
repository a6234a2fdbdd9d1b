package dev.aviary.builder.reconcile;

import dev.aviary.builder.engine.AppContainer;
import dev.aviary.builder.engine.Engine;
import dev.aviary.builder.engine.EngineEvents;
import dev.aviary.builder.lease.Leases;
import dev.aviary.contract.loop.BackgroundLoops;
import dev.aviary.contract.redis.RedisLink;
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
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has a loop for every app that the control keys or the containers name, and wakes them. */
@Singleton
final class Fleet {
  private static final Logger LOG = LoggerFactory.getLogger(Fleet.class);

  /** How often the network is looked after, and containers of apps that no key names. */
  private static final Duration ROUND = Duration.ofSeconds(5);

  private final Leases leases;
  private final ControlReader control;
  private final Engine engine;
  private final EngineEvents changes;
  private final Adopting adopting;
  private final Hands hands;
  private final BalancerStore balancers;
  private final Callers callers;
  private final ControlWatch watch;
  private final Map<String, AppLoop> loops = new ConcurrentHashMap<>();
  private final Thread follower = Thread.ofVirtual().name("engine-events").unstarted(this::follow);
  private final Thread keeper = Thread.ofVirtual().name("engine-rounds").unstarted(this::rounds);

  Fleet(
      Leases leases,
      ControlReader control,
      Engine engine,
      EngineEvents changes,
      Adopting adopting,
      Hands hands,
      BalancerStore balancers,
      Callers callers,
      RedisLink redis,
      BackgroundLoops background) {
    this.leases = leases;
    this.control = control;
    this.engine = engine;
    this.changes = changes;
    this.adopting = adopting;
    this.hands = hands;
    this.balancers = balancers;
    this.callers = callers;
    this.watch = new ControlWatch(redis, control, background, this::changed);
  }

  @EventListener
  void start(StartupEvent event) {
    watch.start();
    follower.start();
    keeper.start();
  }

  /** Before any bean is closed: a loop that is in the middle of a step still needs them. */
  @EventListener
  void stop(ShutdownEvent event) {
    watch.close();
    follower.interrupt();
    keeper.interrupt();
    loops.values().forEach(AppLoop::stop);
    loops.values().forEach(AppLoop::join);
    leases.release();
  }

  private void changed(ControlState state) {
    state.apps().keySet().forEach(this::drive);
    state.removed().stream()
        .flatMap(app -> Stream.ofNullable(loops.remove(app)))
        .forEach(AppLoop::dismiss);
    wake();
  }

  private void follow() {
    changes.follow(this::wake);
  }

  private void wake() {
    loops.values().forEach(AppLoop::wake);
  }

  private void rounds() {
    try {
      while (true) {
        round();
        Thread.sleep(ROUND);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void round() {
    try {
      String gateway = engine.keepNetwork();
      List<AppContainer> containers = engine.containers();
      callers.tell(gateway, containers);
      containers.stream().map(AppContainer::app).distinct().forEach(this::drive);
    } catch (RuntimeException e) {
      LOG.atWarn().addKeyValue("reason", e.toString()).log("Docker does not answer");
    }
  }

  private void drive(String app) {
    loops.computeIfAbsent(
        app,
        _ ->
            new AppLoop(
                app,
                leases,
                control,
                engine,
                adopting,
                hands,
                new Memory(balancers, System::nanoTime)));
  }
}
