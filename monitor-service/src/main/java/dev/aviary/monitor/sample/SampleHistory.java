package dev.aviary.monitor.sample;

import dev.aviary.contract.loop.BackgroundLoop;
import dev.aviary.contract.loop.BackgroundLoops;
import dev.aviary.contract.loop.Reach;
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
  private static final int WAITING = 1000;

  private final SampleStore store;
  private final BlockingQueue<Taken> waiting = new ArrayBlockingQueue<>(WAITING);
  private final Reach reach = new Reach(LOG, "Redis, which keeps the samples");
  private final BackgroundLoop loop;

  SampleHistory(SampleStore store, BackgroundLoops loops) {
    this.store = store;
    this.loop = loops.make("sample-history", PAUSE, this::keep);
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
    waiting.offer(new Taken(container.id(), sample));
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
