package dev.aviary.builder.reconcile;

import dev.aviary.builder.engine.Engine;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The containers that were asked to end. Each has its own time for that, up to minutes, in which
 * its app's loop goes on. What is under way when this process ends is asked again by the next one.
 */
@Singleton
final class StoppingContainers {
  private static final Logger LOG = LoggerFactory.getLogger(StoppingContainers.class);

  /** How long the engine may take beside the container. */
  private static final Duration ENGINE = Duration.ofSeconds(30);

  private final Engine engine;
  private final Set<String> underWay = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  StoppingContainers(Engine engine) {
    this.engine = engine;
  }

  /** Ids of the containers. */
  Set<String> underWay() {
    return Set.copyOf(underWay);
  }

  /** Asks a container to end; asking again while it does changes nothing. */
  void begin(String container, Duration grace) {
    if (underWay.add(container)) {
      threads.execute(() -> stop(container, grace));
    }
  }

  private void stop(String container, Duration grace) {
    Future<?> asked = threads.submit(() -> engine.stop(container, grace));
    try {
      asked.get(grace.plus(ENGINE).toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      asked.cancel(true);
      LOG.atWarn()
          .addKeyValue("container", container)
          .addKeyValue("reason", String.valueOf(e.getCause() == null ? e : e.getCause()))
          .log("Could not stop a container; trying again");
    } catch (InterruptedException serviceEnds) {
      asked.cancel(true);
    } finally {
      underWay.remove(container);
    }
  }

  @PreDestroy
  void close() {
    threads.shutdownNow();
  }
}
