package dev.aviary.monitor.sample;

import com.github.dockerjava.api.exception.DockerException;
import dev.aviary.monitor.engine.EngineReaderContact;
import dev.aviary.monitor.engine.EngineReaderFactory;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads containers once, each on a thread of its own: the engine answers a reading when it next
 * collects the container's counters, up to a second later. Readings that wait together cost one
 * such second, and the caller waits for none.
 */
@Singleton
final class StatsReadings {
  private static final Logger LOG = LoggerFactory.getLogger(StatsReadings.class);

  private final StatsReader reader;
  private final EngineReaderContact contact;
  private final Semaphore connections = new Semaphore(EngineReaderFactory.READINGS);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  StatsReadings(StatsReader reader, EngineReaderContact contact) {
    this.reader = reader;
    this.contact = contact;
  }

  /**
   * Begins a reading of a container that was due; the container takes what it tells.
   *
   * @param then is run when it took something
   */
  void begin(SampledContainer container, Runnable then) {
    threads.execute(() -> {
      try {
        Optional<Counters> counters = ask(container.container().id());
        counters.ifPresent(container::take);
        if (counters.isPresent()) {
          then.run();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException e) {
        LOG.atError().setCause(e).log("Could not process a reading");
      } finally {
        container.wasRead();
      }
    });
  }

  private Optional<Counters> ask(String container) throws InterruptedException {
    connections.acquire();
    try {
      return contact.ask(() -> reader.read(container));
    } catch (DockerException refused) {
      LOG.atDebug().setCause(refused).log("The engine refused a reading");
    } catch (RuntimeException away) {
      // The contact has said so.
      LOG.atDebug().setCause(away).log("The engine gave no reading");
    } finally {
      connections.release();
    }
    return Optional.empty();
  }

  @PreDestroy
  void close() {
    threads.shutdownNow();
  }
}
