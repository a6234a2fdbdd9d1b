package dev.aviary.monitor.notify;

import dev.aviary.contract.app.Instance;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentStore;
import dev.aviary.contract.event.ActionNeeded;
import dev.aviary.contract.event.Event;
import dev.aviary.contract.event.EventReader.Entry;
import dev.aviary.contract.redis.DamagedException;
import dev.aviary.contract.redis.RedisWritability.WriteStop;
import dev.aviary.monitor.canary.CanaryJudged;
import dev.aviary.monitor.mail.DeploymentEnds;
import dev.aviary.monitor.mail.ListenerTexts;
import dev.aviary.monitor.mail.ListenerTexts.Words;
import dev.aviary.monitor.record.Alert;
import dev.aviary.monitor.record.AlertStore;
import dev.aviary.monitor.record.AlertStore.Recorded;
import dev.aviary.monitor.swarm.NodeWatch;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which lines of the timeline are told to listeners, and in which words. */
@Singleton
final class Messages {
  private static final String CLOSED = "alert-closed";

  /** Those that are mailed, and what a person did about a canary. */
  private static final Set<String> OF_CANARIES =
      Set.of(
          "alert-opened",
          CLOSED,
          "canary-withdrawn",
          "canary-would-be-withdrawn",
          "canary-kept",
          CanaryJudged.EVENT);

  private static final String MONITOR = "monitor";
  private static final String REDIS_REFUSES = "redis-refuses-writes";
  private static final String REDIS_REFUSED = "redis-refused-writes";

  private final Instance instance;
  private final AlertStore alerts;
  private final DeploymentStore deployments;
  private final DeploymentEnds ends;
  private final ListenerTexts texts;

  Messages(
      Instance instance,
      AlertStore alerts,
      DeploymentStore deployments,
      DeploymentEnds ends,
      ListenerTexts texts) {
    this.instance = instance;
    this.alerts = alerts;
    this.deployments = deployments;
    this.ends = ends;
    this.texts = texts;
  }

  /** Whether this may be told to a listener; {@link #of} decides. */
  static boolean concerns(Event event, Listener listener) {
    if (event.what().equals(ActionNeeded.LISTENER_REFUSED)) {
      return !listener.name().equals(event.subject());
    }
    return OF_CANARIES.contains(event.what())
        || event.what().equals(REDIS_REFUSED)
        || ActionNeeded.by(event)
        || event.what().equals(NodeWatch.BACK)
        || DeploymentEnds.isEnd(event);
  }

  /**
   * Nothing: the app's settings do not want it told.
   *
   * @throws io.lettuce.core.RedisException when Redis is away
   */
  Optional<Message> of(Entry entry) {
    Event event = entry.event();
    if (DeploymentEnds.isEnd(event)) {
      return ends.areWanted(event) ? Optional.of(ofEnd(entry)) : Optional.empty();
    }
    Alert alert = event.what().equals(CanaryJudged.EVENT) ? null : alert(event);
    if (alert == null) {
      return Optional.of(message(entry, texts.of(event), null, null));
    }
    Words words = event.what().equals(CLOSED) ? texts.ofClosed(alert) : texts.ofOpened(alert);
    return Optional.of(message(entry, words, alert, null));
  }

  /** While it lasts: the timeline has its line only when it is over. */
  Message of(WriteStop stop) {
    String why =
        ("%s, and refuses writes since %s. Traffic goes on; nothing can be deployed, promoted or"
                + " switched. What to do: %s")
            .formatted(stop.why().told(), stop.since(), stop.why().cure());
    var event = new Event(stop.since(), MONITOR, REDIS_REFUSES, null, null, why);
    String id = "redis-writes-" + stop.since().toEpochMilli();
    return message(id, event, texts.of(event), null, null);
  }

  private Message ofEnd(Entry entry) {
    Deployment deployment = deployments.find(String.valueOf(entry.event().subject())).orElse(null);
    return deployment == null
        ? message(entry, texts.of(entry.event()), null, null)
        : message(entry, texts.of(entry.event(), deployment), null, deployment);
  }

  /** One that left the record, or cannot be read, is told by the timeline's words alone. */
  private @Nullable Alert alert(Event event) {
    if (event.subject() == null || !event.by().equals(MONITOR)) {
      return null;
    }
    try {
      return alerts.find(event.subject()).map(Recorded::alert).orElse(null);
    } catch (DamagedException unreadable) {
      return null;
    }
  }

  private Message message(
      Entry entry, Words words, @Nullable Alert alert, @Nullable Deployment deployment) {
    return message(entry.entry(), entry.event(), words, alert, deployment);
  }

  private Message message(
      String id, Event event, Words words, @Nullable Alert alert, @Nullable Deployment deployment) {
    return new Message(
        Message.VERSION,
        instance.name() + "-" + id,
        event.what(),
        event.at(),
        instance.name(),
        event.by(),
        event.app(),
        event.subject(),
        words.title(),
        words.text(),
        alert == null ? null : Message.AlertFacts.of(alert),
        deployment == null ? null : Message.DeploymentFacts.of(deployment));
  }
}
