package dev.aviary.builder.swarm;

import dev.aviary.builder.deploy.QueueStore;
import dev.aviary.builder.engine.Engine;
import dev.aviary.builder.lease.Leadership;
import dev.aviary.contract.loop.BackgroundLoop;
import dev.aviary.contract.loop.BackgroundLoops;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Knows whether this builder is on the node that keeps the state, and lets the one that is lead:
 * some containers stay on that node, and another builder neither sees nor starts them. A builder
 * elsewhere leads while that one is away, and gives the lease back when nothing is being built.
 */
@Singleton
public final class StateNode {
  private static final Duration LOOK = Duration.ofSeconds(2);

  private final Engine engine;
  private final Leadership leadership;
  private final QueueStore queue;
  private final BackgroundLoop loop;
  private volatile boolean here;
  private volatile Runnable told = () -> {};

  StateNode(Engine engine, Leadership leadership, QueueStore queue, BackgroundLoops loops) {
    this.engine = engine;
    this.leadership = leadership;
    this.queue = queue;
    this.loop = loops.make("state-node", LOOK, this::look);
    this.here = !engine.onSwarm();
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

  /** Without a swarm it is. */
  public boolean here() {
    return here;
  }

  /** Is run when the answer to {@link #here} is another one; one listener. */
  public void onChange(Runnable listener) {
    told = listener;
  }

  private void look() {
    boolean before = here;
    here = engine.keepsState();
    if (here != before) {
      told.run();
    }
    if (here && !leadership.leads()) {
      leadership.prefer();
    } else if (!here
        && leadership.leads()
        && leadership.anotherIsPreferred()
        && queue.taken().isEmpty()) {
      leadership.stepDown();
    }
  }
}
