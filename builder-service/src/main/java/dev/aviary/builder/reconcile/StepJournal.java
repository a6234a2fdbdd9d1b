package dev.aviary.builder.reconcile;

import dev.aviary.contract.deployment.DeploymentLog;
import dev.aviary.contract.event.Event;
import dev.aviary.contract.event.EventLog;
import dev.aviary.contract.redis.AtomicWrite;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells people what the reconciler does: in the deployment's log, and on the timeline. */
@Singleton
final class StepJournal {
  private static final Logger LOG = LoggerFactory.getLogger(StepJournal.class);
  private static final String BY = "builder";

  private final DeploymentLog lines;
  private final EventLog events;
  private final InstantSource clock;

  StepJournal(DeploymentLog lines, EventLog events, InstantSource clock) {
    this.lines = lines;
    this.events = events;
    this.clock = clock;
  }

  /** A line by itself, of what changes nothing that is on record. */
  void say(String deployment, String line) {
    LOG.atDebug().addKeyValue("deployment", deployment).log(line);
    lines.append(deployment, line);
  }

  /** Adds a line to a larger step: it is there exactly when what it tells of is. */
  AtomicWrite say(AtomicWrite write, String deployment, String line) {
    return lines.append(write, deployment, line);
  }

  /** Adds an event to a larger step. */
  AtomicWrite tell(
      AtomicWrite write, String what, String app, String subject, @Nullable String why) {
    return events.append(write, new Event(clock.instant(), BY, what, app, subject, why));
  }

  /** The event of a larger step is on record. */
  void told(String what, String app, String subject) {
    LOG.atInfo()
        .addKeyValue("what", what)
        .addKeyValue("app", app)
        .addKeyValue("subject", subject)
        .log("Recorded a change of an app");
  }

  void tell(String what, String app, String subject, @Nullable String why) {
    events.append(new Event(clock.instant(), BY, what, app, subject, why));
    told(what, app, subject);
  }
}
