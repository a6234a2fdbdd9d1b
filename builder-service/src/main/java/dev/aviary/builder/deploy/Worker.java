package dev.aviary.builder.deploy;

import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentStore;
import dev.aviary.contract.deployment.QueueReader;
import dev.aviary.contract.deployment.QueueStore;
import dev.aviary.contract.deployment.QueueStore.Entry;
import io.lettuce.core.RedisException;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes deployments from the queue and brings them on their way, one at a time, oldest first. */
@Singleton
final class Worker {
  /** An entry that its builder has not touched for this long was left behind. */
  static final Duration ABANDONED = Duration.ofSeconds(30);

  /** How long to wait for a new entry before those that wait are tried again. */
  private static final Duration WAIT = Duration.ofMillis(500);

  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

  private final QueueStore queue;
  private final DeploymentStore deployments;
  private final Journey journey;
  private final BuildJournal journal;
  private final Map<String, String> waiting = new HashMap<>();

  Worker(QueueStore queue, DeploymentStore deployments, Journey journey, BuildJournal journal) {
    this.queue = queue;
    this.deployments = deployments;
    this.journey = journey;
    this.journal = journal;
  }

  /**
   * Works until the thread is interrupted.
   *
   * @param builder this builder's name in the queue
   * @throws RedisException when Redis goes away: begin again
   */
  void work(String builder) throws InterruptedException {
    try (QueueReader reader = queue.reader(builder)) {
      while (!Thread.currentThread().isInterrupted()) {
        reader.adopt(ABANDONED);
        for (Entry entry : reader.mine()) {
          advance(builder, entry);
        }
        reader.take(WAIT);
      }
    }
  }

  private void advance(String builder, Entry entry) throws InterruptedException {
    Optional<Deployment> found = find(entry);
    if (found.isEmpty()) {
      LOG.atWarn()
          .addKeyValue("deployment", entry.deployment())
          .log("Dropped a queued deployment that nothing readable is on record of");
      done(entry);
      return;
    }
    switch (step(builder, entry, found.get())) {
      case Progress.Done _ -> done(entry);
      case Progress.Waiting(String reason) -> waits(entry, reason);
    }
  }

  private Optional<Deployment> find(Entry entry) {
    try {
      return deployments.find(entry.deployment());
    } catch (UncheckedIOException e) {
      LOG.atError()
          .addKeyValue("deployment", entry.deployment())
          .addKeyValue("reason", e.getMessage())
          .log("Cannot read the record of a deployment");
      return Optional.empty();
    }
  }

  private Progress step(String builder, Entry entry, Deployment deployment)
      throws InterruptedException {
    try {
      return journey.advance(deployment, new Watch(journal, deployments, queue, builder, entry));
    } catch (RedisException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.atError()
          .setCause(e)
          .addKeyValue("deployment", deployment.id())
          .log("Stumbled over a deployment");
      journal.failed(deployment, "build", "the builder stumbled over it: " + e);
      return new Progress.Done();
    }
  }

  private void done(Entry entry) {
    queue.done(entry);
    waiting.remove(entry.deployment());
  }

  private void waits(Entry entry, String reason) {
    if (!reason.equals(waiting.put(entry.deployment(), reason))) {
      journal.line(entry.deployment(), "Waits: " + reason);
      LOG.atInfo()
          .addKeyValue("deployment", entry.deployment())
          .addKeyValue("reason", reason)
          .log("A deployment waits");
    }
  }
}
