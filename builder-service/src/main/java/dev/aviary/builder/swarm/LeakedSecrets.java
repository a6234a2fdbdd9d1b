package dev.aviary.builder.swarm;

import dev.aviary.builder.engine.Engine;
import dev.aviary.builder.lease.Leadership;
import dev.aviary.contract.loop.BackgroundLoop;
import dev.aviary.contract.loop.BackgroundLoops;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;

/** Removes secrets of slots whose builder ended before it made their service. */
@Singleton
final class LeakedSecrets {
  private static final Duration LOOK = Duration.ofMinutes(10);

  private final Engine engine;
  private final Leadership leadership;
  private final InstantSource clock;
  private final BackgroundLoop loop;

  LeakedSecrets(Engine engine, Leadership leadership, InstantSource clock, BackgroundLoops loops) {
    this.engine = engine;
    this.leadership = leadership;
    this.clock = clock;
    this.loop = loops.make("leaked-secrets", LOOK, this::look);
  }

  @EventListener
  void start(ServerStartupEvent event) {
    if (engine.onSwarm()) {
      loop.start();
    }
  }

  @PreDestroy
  void stop() {
    loop.close();
  }

  private void look() {
    if (leadership.leads()) {
      engine.sweepSecrets(clock.instant().minus(LOOK));
    }
  }
}
