package dev.aviary.builder.deploy;

import dev.aviary.builder.lease.LeaderWork;
import dev.aviary.builder.lease.Leadership;
import dev.aviary.contract.lease.Lease;
import io.lettuce.core.RedisException;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.runtime.event.annotation.EventListener;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the worker at work for as long as this builder leads, with Redis or while waiting for it.
 */
@Singleton
final class DeploymentLoop implements LeaderWork {
  private static final Logger LOG = LoggerFactory.getLogger(DeploymentLoop.class);
  private static final Duration AGAIN = Duration.ofSeconds(1);
  private static final Duration GOODBYE = Duration.ofSeconds(5);

  private final DeploymentWorker worker;
  private final Leadership leadership;

  /** That of the present lease, or of the last one; null: this builder has not led yet. */
  private volatile @Nullable Thread thread;

  DeploymentLoop(DeploymentWorker worker, Leadership leadership) {
    this.worker = worker;
    this.leadership = leadership;
  }

  @EventListener
  void start(StartupEvent event) {
    leadership.lead(this);
  }

  @Override
  public void begin(Lease lease) {
    Thread before = thread;
    thread = Thread.ofVirtual().name("worker").start(() -> run(lease, before));
  }

  /** A build that is under way is stopped; who leads next takes its deployment up again. */
  @Override
  public void end() {
    Thread working = thread;
    if (working == null) {
      return;
    }
    working.interrupt();
    try {
      working.join(GOODBYE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether deployments are taken from the queue, or will be when Redis is back. */
  boolean open() {
    Thread working = thread;
    return working == null || working.isAlive() || !leadership.leads();
  }

  private void run(Lease lease, @Nullable Thread before) {
    String trouble = "";
    try {
      if (before != null) {
        before.join();
      }
    } catch (InterruptedException e) {
      return;
    }
    while (!Thread.currentThread().isInterrupted()) {
      try {
        worker.work(lease);
      } catch (InterruptedException e) {
        return;
      } catch (RedisException e) {
        String now = String.valueOf(e.getMessage());
        if (!now.equals(trouble)) {
          LOG.atWarn().addKeyValue("reason", now).log("Could not read the queue of deployments");
        }
        trouble = now;
      } catch (RuntimeException e) {
        LOG.atError()
            .setCause(e)
            .log("A round of the deployment loop failed; the next one follows");
      }
      if (!pause()) {
        return;
      }
    }
  }

  private static boolean pause() {
    try {
      Thread.sleep(AGAIN);
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }
}
