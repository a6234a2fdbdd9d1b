package dev.aviary.builder.deploy;

import io.lettuce.core.RedisException;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the worker at work for as long as the service runs, with Redis or while waiting for it. */
@Singleton
final class DeploymentLoop {
  private static final Logger LOG = LoggerFactory.getLogger(DeploymentLoop.class);
  private static final Duration AGAIN = Duration.ofSeconds(1);
  private static final Duration GOODBYE = Duration.ofSeconds(5);

  private final DeploymentWorker worker;
  private final Thread thread;
  private volatile boolean closed;

  DeploymentLoop(DeploymentWorker worker) {
    this.worker = worker;
    this.thread = Thread.ofVirtual().name("worker").unstarted(this::run);
  }

  @EventListener
  void start(ServerStartupEvent event) {
    thread.start();
  }

  /** A build that is under way is stopped; the next start takes its deployment up again. */
  @PreDestroy
  void stop() throws InterruptedException {
    closed = true;
    thread.interrupt();
    if (thread.isAlive()) {
      thread.join(GOODBYE);
    }
  }

  /** Whether deployments are taken from the queue, or will be when Redis is back. */
  boolean open() {
    return thread.isAlive();
  }

  private void run() {
    String trouble = "";
    while (!closed) {
      try {
        worker.work(name());
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

  /** The host's name: the same after a restart, so that what was left behind is found at once. */
  private static String name() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "builder";
    }
  }
}
