package dev.aviary.builder.engine;

import com.github.dockerjava.api.DockerClient;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether Docker answers, and since when it does not. One ping is under way at a time, and each
 * caller waits for it as long as it says. The loss is logged once.
 */
@Singleton
public final class EngineContact {
  private static final Logger LOG = LoggerFactory.getLogger(EngineContact.class);
  private static final Executor THREADS = Thread::startVirtualThread;

  private final DockerClient docker;
  private final InstantSource clock;
  private @Nullable CompletableFuture<Void> ping;
  private Contact known;

  EngineContact(DockerClient docker, InstantSource clock) {
    this.docker = docker;
    this.clock = clock;
    this.known = new Contact(true, clock.instant(), "");
  }

  /**
   * What is known of the engine.
   *
   * @param since when it answered last
   * @param reason why it is taken for away; empty while it answers
   */
  public record Contact(boolean answers, Instant since, String reason) {}

  /**
   * Asks the engine.
   *
   * @param most how long to wait for its answer; then it is taken for away
   */
  public Contact ask(Duration most) {
    try {
      pinging().get(most.toMillis(), TimeUnit.MILLISECONDS);
      return answered();
    } catch (TimeoutException e) {
      return silent("it does not answer");
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return silent(String.valueOf(cause.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return known();
    }
  }

  private synchronized CompletableFuture<Void> pinging() {
    CompletableFuture<Void> underWay = ping;
    if (underWay == null || underWay.isDone()) {
      underWay = CompletableFuture.runAsync(() -> docker.pingCmd().exec(), THREADS);
      ping = underWay;
    }
    return underWay;
  }

  /** What is known already. */
  public synchronized Contact known() {
    return known;
  }

  private synchronized Contact answered() {
    if (!known.answers()) {
      LOG.atInfo().addKeyValue("silentSince", known.since()).log("The Docker engine answers again");
    }
    known = new Contact(true, clock.instant(), "");
    return known;
  }

  private synchronized Contact silent(String reason) {
    if (known.answers()) {
      LOG.atWarn()
          .addKeyValue("reason", reason)
          .addKeyValue("lastAnswer", known.since())
          .log("The Docker engine does not answer; apps keep running, deployments wait");
    }
    known = new Contact(false, known.since(), reason);
    return known;
  }
}
