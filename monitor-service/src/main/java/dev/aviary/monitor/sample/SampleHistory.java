package dev.aviary.monitor.sample;

import dev.aviary.contract.loop.BackgroundLoop;
import dev.aviary.contract.loop.BackgroundLoops;
import dev.aviary.contract.loop.Reach;
import dev.aviary.monitor.node.NodeSettings;
import io.lettuce.core.RedisException;
import io.micronaut.context.event.ShutdownEvent;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps samples in Redis, as well as it can: those that come while Redis is away are not kept. */
@Singleton
final class SampleHistory implements SampleListener {
  private static final Logger LOG = LoggerFactory.getLogger(SampleHistory.class);
  private static final Duration PAUSE = Duration.ofSeconds(5);

  /** On a swarm the judge reads them, so those of a stream do not wait for others. */
  private static final Duration SOON = Duration.ofSeconds(1);

  private static final int WAITING = 1000;

  private final SampleStore store;
  private final BlockingQueue<Taken> waiting = new ArrayBlockingQueue<>(WAITING);
  private final Reach reach = new Reach(LOG, "Redis, which keeps the samples");
  private final NodeSettings node;
  private final BackgroundLoop loop;
  private volatile long streamedAt = System.nanoTime() - PAUSE.toNanos();

  SampleHistory(SampleStore store, NodeSettings node, BackgroundLoops loops) {
    this.store = store;
    this.node = node;
    this.loop = loops.make("sample-history", this::pause, this::keep);
  }

  private Duration pause() {
    return node.ofSwarm() && System.nanoTime() - streamedAt < PAUSE.toNanos() ? SOON : PAUSE;
  }

  private record Taken(String container, Sample sample) {}

  @EventListener
  void start(ServerStartupEvent started) {
    loop.start();
  }

  @EventListener
  void stop(ShutdownEvent stopping) {
    loop.close();
  }

  @Override
  public void sampled(Container container, Sample sample, long at) {
    if (!container.node().equals(node.name())) {
      // Its own node's monitor keeps it.
      return;
    }
    waiting.offer(new Taken(container.id(), sample));
    if (sample.cpuSeconds() == null) {
      streamedAt = System.nanoTime();
    }
  }

  private void keep() {
    var taken = new ArrayList<Taken>();
    if (waiting.drainTo(taken) == 0) {
      return;
    }
    var samples = new LinkedHashMap<String, List<Sample>>();
    taken.forEach(each ->
        samples.computeIfAbsent(each.container(), id -> new ArrayList<>()).add(each.sample()));
    try {
      samples.forEach(store::append);
      reach.held();
    } catch (RedisException away) {
      reach.lost(away);
    }
  }
}
