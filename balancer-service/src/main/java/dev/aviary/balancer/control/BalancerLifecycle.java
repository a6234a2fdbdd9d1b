package dev.aviary.balancer.control;

import dev.aviary.balancer.account.TrafficReporter;
import dev.aviary.balancer.probe.HealthProber;
import dev.aviary.balancer.proxy.accept.DataPath;
import dev.aviary.contract.loop.BackgroundLoops;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.route.ControlReader;
import dev.aviary.contract.route.ControlWatch;
import io.micronaut.context.event.ShutdownEvent;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Starts the parts of the balancer, traffic first, and stops them in the opposite order. */
@Singleton
public final class BalancerLifecycle {
  /** Traffic does not wait longer for a Redis that may be away. */
  private static final Duration FIRST_LOOK = Duration.ofSeconds(1);

  private final Routing routing;
  private final DataPath dataPath;
  private final Reporter reporter;
  private final TrafficReporter traffic;
  private final HealthProber prober;
  private final ControlWatch watch;
  private volatile boolean started;

  BalancerLifecycle(
      Routing routing,
      DataPath dataPath,
      Reporter reporter,
      TrafficReporter traffic,
      HealthProber prober,
      RedisLink redis,
      ControlReader reader,
      BackgroundLoops loops) {
    this.routing = routing;
    this.dataPath = dataPath;
    this.reporter = reporter;
    this.traffic = traffic;
    this.prober = prober;
    this.watch = new ControlWatch(redis, reader, loops, routing::follow);
  }

  /** Whether the last look reached Redis. */
  public boolean connected() {
    return watch.connected();
  }

  @EventListener
  void start(ServerStartupEvent event) {
    started = true;
    routing.restore();
    // What was kept may lead to containers that went while this was stopped.
    watch.start();
    watch.awaitLook(FIRST_LOOK);
    dataPath.open();
    prober.start();
    reporter.start();
    traffic.start();
  }

  /**
   * Stops while everything else still works, Redis above all. What others wait for is reported
   * until the last request has ended.
   */
  @EventListener
  void stop(ShutdownEvent event) {
    if (started) {
      dataPath.stop();
      prober.stop();
      watch.close();
      traffic.stop();
      reporter.stop();
    }
  }
}
