package dev.aviary.monitor.sample;

import com.github.dockerjava.api.DockerClient;
import dev.aviary.contract.app.Instance;
import dev.aviary.contract.loop.BackgroundLoop;
import dev.aviary.contract.loop.BackgroundLoops;
import dev.aviary.contract.telemetry.Sample;
import dev.aviary.monitor.engine.EngineFactory;
import dev.aviary.monitor.loop.Reach;
import io.micronaut.context.event.ShutdownEvent;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one stats stream open for every running container of the instance and hands on what comes.
 * While the engine is away nothing comes, which readers see by the age of what they have.
 */
@Singleton
final class Sampler {
  private static final Logger LOG = LoggerFactory.getLogger(Sampler.class);

  /** How often the engine is asked which containers run, besides what it tells by itself. */
  private static final Duration LOOK = Duration.ofSeconds(2);

  /** A stream that is silent for so long is opened anew. */
  private static final Duration SILENCE = Duration.ofSeconds(15);

  private final DockerClient engine;
  private final Instance instance;
  private final Census census;
  private final List<SampleListener> listeners;
  private final Map<String, StatsStream> streams = new HashMap<>();
  private final Reach reach = new Reach(LOG, "the Docker engine");
  private @Nullable ContainerEvents events;
  private final BackgroundLoop loop;

  Sampler(
      @Named(EngineFactory.STREAMS) DockerClient engine,
      Instance instance,
      Census census,
      List<SampleListener> listeners,
      BackgroundLoops loops) {
    this.loop = loops.make("sampler", LOOK, this::look);
    this.engine = engine;
    this.instance = instance;
    this.census = census;
    this.listeners = listeners;
  }

  @EventListener
  void start(ServerStartupEvent started) {
    loop.start();
  }

  @EventListener
  void stop(ShutdownEvent stopping) {
    loop.close();
    if (events != null) {
      events.end();
    }
    streams.values().forEach(StatsStream::end);
  }

  private void look() {
    List<Container> running;
    try {
      listen();
      running = census.take();
      follow(running);
      reach.held();
    } catch (RuntimeException away) {
      reach.lost(away);
      return;
    }
    long now = System.nanoTime();
    listeners.forEach(each -> each.running(running, now));
  }

  private void listen() {
    if (events == null || events.ended()) {
      census.forgetAll();
      events = ContainerEvents.open(engine, instance.name(), this::changed);
    }
  }

  private void changed(String container) {
    census.forget(container);
    loop.wake();
  }

  private void follow(List<Container> running) {
    streams
        .values()
        .removeIf(stream -> {
          boolean over = stream.dead(SILENCE) || !running.contains(stream.container());
          if (over) {
            stream.end();
          }
          return over;
        });
    for (Container container : running) {
      streams.computeIfAbsent(
          container.id(), id -> StatsStream.open(engine, container, this::hand));
    }
  }

  private void hand(Container container, Sample sample) {
    long now = System.nanoTime();
    listeners.forEach(each -> each.sampled(container, sample, now));
  }
}
