package dev.aviary.monitor.sample;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Event;
import dev.aviary.contract.app.Instance;
import dev.aviary.contract.loop.BackgroundLoop;
import dev.aviary.contract.loop.BackgroundLoops;
import dev.aviary.monitor.engine.EngineReaderContact;
import dev.aviary.monitor.engine.EngineReaderFactory;
import dev.aviary.monitor.record.Culprit;
import io.micronaut.context.event.ShutdownEvent;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * A stats stream costs the engine a reading of a dozen kernel files a second and a page of JSON, for
 * each container, for ever. So a stream is open only while a value is needed every second:
 * while something can be judged at once, or {@code /stats} is read. Else a container is read now and then;
 * its CPU value is the mean since the reading before, so that nothing is missed in between.
 */

/**
 * Follows every running container of the instance and hands on what is read. Its thread waits for
 * no reading: a canary that comes while containers are read is known at once. While the engine is
 * away nothing comes, which readers see by the age of what they have.
 */
@Singleton
final class Sampler {
  private static final Logger LOG = LoggerFactory.getLogger(Sampler.class);
  private static final Duration TICK = Duration.ofSeconds(1);

  /** How often the engine is asked which containers run, besides what it tells by itself. */
  private static final Duration LOOK = Duration.ofSeconds(10);

  /** The same while it is away. */
  private static final Duration LOOK_WHILE_AWAY = Duration.ofSeconds(2);

  /** A stream that sends nothing for so long is opened again. */
  private static final Duration SILENCE = Duration.ofSeconds(15);

  private final DockerClient engine;
  private final EngineReaderContact contact;
  private final Instance instance;
  private final InstanceContainers census;
  private final StatsReadings readings;
  private final NewestSamples board;
  private final Observations observations;
  private final List<SamplingDemand> demands;
  private final Map<String, SampledContainer> followed = new HashMap<>();
  private @Nullable ContainerEvents events;
  private long lookAt = System.nanoTime();
  private volatile boolean changed;
  private final BackgroundLoop loop;

  Sampler(
      @Named(EngineReaderFactory.STREAMS) DockerClient engine,
      EngineReaderContact contact,
      Instance instance,
      InstanceContainers census,
      StatsReadings readings,
      NewestSamples board,
      Observations observations,
      List<SamplingDemand> demands,
      BackgroundLoops loops) {
    this.engine = engine;
    this.contact = contact;
    this.instance = instance;
    this.census = census;
    this.readings = readings;
    this.board = board;
    this.observations = observations;
    this.demands = demands;
    this.loop = loops.make("sampler", TICK, this::pass);
  }

  @EventListener
  void start(ServerStartupEvent started) {
    board.whenRead(loop::wake);
    loop.start();
  }

  @EventListener
  void stop(ShutdownEvent stopping) {
    loop.close();
    if (events != null) {
      events.end();
    }
    followed.values().forEach(SampledContainer::end);
  }

  private void pass() {
    try {
      long now = System.nanoTime();
      if (events == null || events.ended() || changed || now - lookAt >= 0) {
        lookAt = now + LOOK_WHILE_AWAY.toNanos();
        look();
        lookAt = now + LOOK.toNanos();
      }
      followed.values().forEach(each -> sample(each, now));
    } catch (DockerException refused) {
      LOG.atDebug().setCause(refused).log("The engine refused a request");
    } catch (RuntimeException away) {
      if (contact.reached()) {
        throw away;
      }
      // The contact has said so.
    }
  }

  private void look() {
    if (events == null || events.ended()) {
      census.forgetAll();
      events = ContainerEvents.open(engine, instance.name(), this::told);
    }
    changed = false;
    List<Container> running = contact.ask(census::take);
    follow(running);
    observations.running(running, System.nanoTime());
  }

  private void follow(List<Container> running) {
    followed
        .values()
        .removeIf(each -> {
          boolean over = !running.contains(each.container());
          if (over) {
            each.leave();
          }
          return over;
        });
    for (Container container : running) {
      followed.computeIfAbsent(container.id(), id -> new SampledContainer(container, this::hand));
    }
  }

  private void sample(SampledContainer each, long now) {
    if (!demanded(each) && each.due(now)) {
      each.end();
      // What is read may be a reason to look closely.
      readings.begin(
          each,
          () -> {
            if (demanded(each)) {
              loop.wake();
            }
          });
    }
    if (demanded(each)) {
      each.stream(engine, SILENCE);
    }
  }

  private boolean demanded(SampledContainer each) {
    return demands.stream().anyMatch(demand -> demand.everySecond(each.container()));
  }

  private void told(Event event) {
    if (ContainerEvents.OOM.equals(event.getAction())) {
      killed(event);
      return;
    }
    census.forget(Objects.requireNonNull(event.getId()));
    changed = true;
    loop.wake();
  }

  private void killed(Event event) {
    var actor = event.getActor();
    Map<String, String> labels = actor == null ? null : actor.getAttributes();
    String id = event.getId();
    if (labels == null || id == null) {
      return;
    }
    Culprit app = new ContainerLabels(id, labels.getOrDefault("name", id), labels).app();
    LOG.atWarn()
        .addKeyValue("container", labels.getOrDefault("name", id))
        .log("The kernel killed a process of a container for memory");
    if (app != null) {
      Long nanos = event.getTimeNano();
      Instant when = nanos == null ? Instant.now() : Instant.ofEpochSecond(0, nanos);
      observations.killedForMemory(app, when, System.nanoTime());
      loop.wake();
    }
  }

  private void hand(Container container, Sample sample) {
    observations.sampled(container, sample, System.nanoTime());
  }
}
