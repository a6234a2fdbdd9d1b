package dev.aviary.builder.deploy;

import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentLog;
import dev.aviary.contract.deployment.DeploymentStatus;
import dev.aviary.contract.deployment.DeploymentStore;
import dev.aviary.contract.event.Event;
import dev.aviary.contract.event.EventLog;
import io.lettuce.core.RedisException;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts on record what happens to a deployment: its lines, and how it ends. */
@Singleton
final class Journal {
  /** A reason is told in mails and lists: this many characters of it, counted from the end. */
  static final int LONGEST_REASON = 4_000;

  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

  private final DeploymentLog lines;
  private final DeploymentStore deployments;
  private final EventLog events;
  private final InstantSource clock;

  Journal(DeploymentLog lines, DeploymentStore deployments, EventLog events, InstantSource clock) {
    this.lines = lines;
    this.deployments = deployments;
    this.events = events;
    this.clock = clock;
  }

  /** A line of output; it is lost while Redis is away, the build goes on. */
  void line(String deployment, String text) {
    try {
      lines.append(deployment, text);
    } catch (RedisException e) {
      LOG.atDebug().addKeyValue("deployment", deployment).log("Lost a line of a deployment's log");
    }
  }

  /** It cannot be finished. */
  void failed(Deployment deployment, String stage, String reason) {
    String told = reason.substring(Math.max(0, reason.length() - LONGEST_REASON));
    boolean changed =
        deployments
            .change(
                deployment.id(),
                now -> now.ended() ? now : new DeploymentStatus.Failed(stage, told))
            .filter(after -> after.status() instanceof DeploymentStatus.Failed)
            .isPresent();
    if (!changed) {
      return;
    }
    line(deployment.id(), "Failed at " + stage + ": " + told.lines().findFirst().orElse(told));
    events.append(
        new Event(
            clock.instant(),
            "builder",
            "deployment-failed",
            deployment.app(),
            deployment.id(),
            stage + ": " + told));
    LOG.atWarn()
        .addKeyValue("deployment", deployment.id())
        .addKeyValue("app", deployment.app())
        .addKeyValue("stage", stage)
        .addKeyValue("reason", told)
        .log("A deployment failed");
  }
}
