package dev.aviary.builder.deploy;

import dev.aviary.builder.deploy.QueueStore.Entry;
import dev.aviary.builder.lease.Leadership;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentLog;
import dev.aviary.contract.deployment.DeploymentStore;
import dev.aviary.contract.lease.Lease;
import io.lettuce.core.RedisException;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes deployments from the queue and brings them on their way, one at a time, oldest first. */
@Singleton
final class DeploymentWorker {
  /** A deployment that ended the builder this often, in the middle of it, is not tried again. */
  static final int MOST_TRIES = 3;

  /** How long to wait for a new entry before those that wait are looked at again. */
  private static final Duration WAIT = Duration.ofMillis(500);

  /** The same while none waits; a new entry ends it at once. */
  private static final Duration IDLE = Duration.ofSeconds(2);

  private static final Logger LOG = LoggerFactory.getLogger(DeploymentWorker.class);

  private final Leadership leadership;
  private final QueueStore queue;
  private final DeploymentStore deployments;
  private final DeploymentPipeline pipeline;
  private final BuildJournal journal;
  private final DeploymentLog lines;
  private final BuildOutputs outputs;
  private final Map<Entry, QueueWait> waiting = new HashMap<>();
  private final Set<Entry> tried = new HashSet<>();
  private final Map<Entry, BuildLog> logs = new HashMap<>();

  DeploymentWorker(
      Leadership leadership,
      QueueStore queue,
      DeploymentStore deployments,
      DeploymentPipeline pipeline,
      BuildJournal journal,
      DeploymentLog lines,
      BuildOutputs outputs) {
    this.leadership = leadership;
    this.queue = queue;
    this.deployments = deployments;
    this.pipeline = pipeline;
    this.journal = journal;
    this.lines = lines;
    this.outputs = outputs;
  }

  /**
   * Works until the thread is interrupted, as long as the lease holds.
   *
   * @throws RedisException when Redis goes away: begin again
   */
  void work(Lease lease) throws InterruptedException {
    try (QueueReader reader = queue.reader()) {
      reader.adopt();
      while (!Thread.currentThread().isInterrupted() && leadership.leads(lease)) {
        List<Entry> mine = reader.mine();
        waiting.keySet().retainAll(mine);
        tried.retainAll(mine);
        logs.keySet().retainAll(mine);
        for (Entry entry : mine) {
          if (!rests(entry) && leadership.holds(lease)) {
            advance(lease, entry);
          }
        }
        reader.take(mine.isEmpty() ? IDLE : WAIT);
      }
    }
  }

  private boolean rests(Entry entry) {
    QueueWait waits = waiting.get(entry);
    return waits != null && waits.rests(System.nanoTime());
  }

  private void advance(Lease lease, Entry entry) throws InterruptedException {
    Optional<Deployment> found = find(entry);
    if (found.isEmpty()) {
      LOG.atWarn()
          .addKeyValue("deployment", entry.deployment())
          .log("Dropped a queued deployment that has no readable record");
      done(entry);
      return;
    }
    PipelineResult result = step(lease, entry, found.get());
    if (!leadership.holds(lease)) {
      // Whoever leads now has taken the entry up.
      return;
    }
    switch (result) {
      case PipelineResult.Done _ -> done(entry);
      case PipelineResult.Waiting(String reason) ->
          waits(
              entry,
              QueueWait.ForEngine.after(
                  waiting.get(entry), reason, System.nanoTime(), RandomGenerator.getDefault()));
      case PipelineResult.Built(var release, String reason) ->
          waits(entry, new QueueWait.ForTrack(reason, release));
    }
  }

  private Optional<Deployment> find(Entry entry) {
    try {
      return deployments.find(entry.deployment());
    } catch (UncheckedIOException e) {
      LOG.atError()
          .addKeyValue("deployment", entry.deployment())
          .addKeyValue("reason", e.getMessage())
          .log("Could not read the record of a deployment");
      return Optional.empty();
    }
  }

  private PipelineResult step(Lease lease, Entry entry, Deployment deployment)
      throws InterruptedException {
    try {
      if (waiting.get(entry) instanceof QueueWait.ForTrack built) {
        return pipeline.handOver(deployment, built.release());
      }
      if (tries(entry) > MOST_TRIES) {
        return givenUp(deployment);
      }
      PipelineResult progress =
          pipeline.advance(
              deployment, new DeploymentBuildWatch(log(entry, deployment), deployments, entry));
      survived(lease, entry);
      return progress;
    } catch (InterruptedException stopped) {
      survived(lease, entry);
      throw stopped;
    } catch (RedisException e) {
      throw e;
    } catch (RuntimeException e) {
      if (Thread.interrupted()) {
        // The stop of the service, as whatever was under way tells it.
        survived(lease, entry);
        throw (InterruptedException) new InterruptedException().initCause(e);
      }
      LOG.atError()
          .setCause(e)
          .addKeyValue("deployment", deployment.id())
          .log("Work on a deployment failed");
      journal.failed(deployment, "build", "the builder failed with an unexpected exception: " + e);
      return new PipelineResult.Done();
    }
  }

  /** One log, however often it is tried: its beginning and its end are kept once. */
  private BuildLog log(Entry entry, Deployment deployment) {
    return logs.computeIfAbsent(
        entry, _ -> new BuildLog(deployment.id(), lines, outputs.open(deployment)));
  }

  /** However often this process tries an entry, it can end only once. */
  private long tries(Entry entry) {
    if (tried.contains(entry)) {
      return 1;
    }
    long tries = queue.attempt(entry);
    tried.add(entry);
    return tries;
  }

  /** While Redis is away the try stays counted, and is not counted again by this process. */
  private void survived(Lease lease, Entry entry) {
    try {
      if (leadership.holds(lease)) {
        queue.survived(entry);
      }
      tried.remove(entry);
    } catch (RedisException away) {
      LOG.atDebug()
          .addKeyValue("deployment", entry.deployment())
          .log("Could not take back the count of a try");
    }
  }

  private PipelineResult givenUp(Deployment deployment) {
    journal.failed(
        deployment,
        "build",
        "the builder ended in the middle of it %d times, most likely because of it; see the builder's log"
            .formatted(MOST_TRIES));
    return new PipelineResult.Done();
  }

  private void done(Entry entry) {
    queue.done(entry);
    waiting.remove(entry);
    tried.remove(entry);
    logs.remove(entry);
  }

  private void waits(Entry entry, QueueWait next) {
    QueueWait before = waiting.put(entry, next);
    if (before == null || !next.reason().equals(before.reason())) {
      journal.line(entry.deployment(), "Waits: " + next.reason());
      LOG.atInfo()
          .addKeyValue("deployment", entry.deployment())
          .addKeyValue("reason", next.reason())
          .log("A deployment waits");
    }
  }
}
