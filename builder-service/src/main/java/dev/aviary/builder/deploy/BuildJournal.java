package dev.aviary.builder.deploy;

import dev.aviary.builder.lease.Leadership;
import dev.aviary.builder.trace.DeploymentTraces;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentLog;
import dev.aviary.contract.deployment.DeploymentStatus;
import dev.aviary.contract.deployment.DeploymentStore;
import dev.aviary.contract.deployment.DeploymentStore.Recorded;
import dev.aviary.contract.event.Event;
import dev.aviary.contract.event.EventLog;
import dev.aviary.contract.redis.AtomicWrite;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.WriteOutcome;
import dev.aviary.contract.redis.Writes;
import io.lettuce.core.RedisException;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts on record what happens to a deployment until it is handed over: its lines, its failure. */
@Singleton
final class BuildJournal {
  /** A reason is told in mails and lists: this many characters of it, counted from the end. */
  static final int LONGEST_REASON = 4_000;

  private static final Logger LOG = LoggerFactory.getLogger(BuildJournal.class);

  private final DeploymentLog lines;
  private final DeploymentStore deployments;
  private final EventLog events;
  private final Writes writes;
  private final Leadership leadership;
  private final DeploymentTraces traces;
  private final InstantSource clock;

  BuildJournal(
      DeploymentLog lines,
      DeploymentStore deployments,
      EventLog events,
      Writes writes,
      Leadership leadership,
      DeploymentTraces traces,
      InstantSource clock) {
    this.lines = lines;
    this.deployments = deployments;
    this.events = events;
    this.writes = writes;
    this.leadership = leadership;
    this.traces = traces;
    this.clock = clock;
  }

  /** A line of the log; it is lost while Redis is away. */
  void line(String deployment, String text) {
    try {
      lines.append(deployment, text);
    } catch (RedisException e) {
      LOG.atDebug().addKeyValue("deployment", deployment).log("Lost a line of a deployment's log");
    }
  }

  /**
   * It cannot be finished. One that has ended otherwise, or that another builder has now, stays.
   */
  void failed(Deployment deployment, String stage, String reason) {
    String told = reason.substring(Math.max(0, reason.length() - LONGEST_REASON));
    while (true) {
      Recorded read = deployments.look(deployment.id()).orElse(null);
      if (read == null || read.deployment().status().ended()) {
        return;
      }
      WriteOutcome outcome = failing(read, stage, told).run();
      if (outcome.written()) {
        break;
      }
      if (outcome instanceof WriteOutcome.Conflict(String key) && key.equals(Keys.LEADER)) {
        return;
      }
    }
    traces.ended(deployment.with(new DeploymentStatus.Failed(stage, told), clock.instant()));
    LOG.atWarn()
        .addKeyValue("deployment", deployment.id())
        .addKeyValue("app", deployment.app())
        .addKeyValue("stage", stage)
        .addKeyValue("reason", told)
        .log("A deployment failed");
  }

  /** Writes line, status and event in one step: a reader of one finds the others. */
  private AtomicWrite failing(Recorded read, String stage, String told) {
    Deployment deployment = read.deployment();
    String firstLine = told.lines().findFirst().orElse(told);
    AtomicWrite write = leadership.guard(writes.begin());
    lines.append(write, deployment.id(), "Failed at " + stage + ": " + firstLine);
    deployments.change(write, read, new DeploymentStatus.Failed(stage, told));
    return events.append(
        write,
        new Event(
            clock.instant(),
            "builder",
            "deployment-failed",
            deployment.app(),
            deployment.id(),
            stage + ": " + told));
  }
}
