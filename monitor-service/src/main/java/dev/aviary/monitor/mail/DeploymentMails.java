package dev.aviary.monitor.mail;

import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.Instance;
import dev.aviary.contract.app.SpecStore;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentLog;
import dev.aviary.contract.deployment.DeploymentStore;
import dev.aviary.contract.event.Event;
import dev.aviary.contract.event.EventReader;
import dev.aviary.contract.event.EventReader.Entry;
import dev.aviary.contract.redis.DamagedException;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.redis.Wire;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The mails about deployments that ended, for apps whose settings want them ({@code notify}): one
 * for each, which waits in the timeline.
 */
@Singleton
final class DeploymentMails implements MailSource {
  private static final String READER = "mail-deployments";
  private static final String FAILED = "deployment-failed";
  private static final Set<String> SUCCEEDED =
      Set.of("release-live", "canary-live", "promoted", "rolled-back");

  private final EventReader reader;
  private final SpecStore apps;
  private final DeploymentStore deployments;
  private final DeploymentLog log;
  private final Instance instance;
  private final BuilderAddress builder;
  private long size;

  DeploymentMails(
      RedisLink redis,
      Wire wire,
      SpecStore apps,
      DeploymentStore deployments,
      DeploymentLog log,
      Instance instance,
      BuilderAddress builder) {
    this.reader = new EventReader(redis, wire, READER, DeploymentMails::isEnd);
    this.apps = apps;
    this.deployments = deployments;
    this.log = log;
    this.instance = instance;
    this.builder = builder;
  }

  private static boolean isEnd(Event event) {
    return event.app() != null
        && event.subject() != null
        && (event.what().equals(FAILED) || SUCCEEDED.contains(event.what()));
  }

  @Override
  public List<DueMail> oldest(int most) {
    var wanted = new ArrayList<Entry>();
    for (Entry entry : reader.open()) {
      if (isWanted(entry.event())) {
        wanted.add(entry);
      } else {
        reader.done(entry);
      }
    }
    size = wanted.size();
    return wanted.stream().limit(most).map(this::mail).toList();
  }

  @Override
  public long size() {
    return size;
  }

  private boolean isWanted(Event event) {
    try {
      return apps.find(String.valueOf(event.app()))
          .map(AppSpec::triggers)
          .filter(triggers -> triggers.mails(event.what().equals(FAILED)))
          .isPresent();
    } catch (DamagedException unreadable) {
      return false;
    }
  }

  /** Nothing is mailed of a deployment that is no longer on record. */
  private DueMail mail(Entry entry) {
    String id = EventMails.PREFIX + "deployment-" + entry.entry();
    return new DueMail(
        id,
        entry.since(),
        () ->
            deployments
                .find(String.valueOf(entry.event().subject()))
                .map(deployment -> letter(id, entry.event(), deployment)),
        () -> reader.done(entry));
  }

  private Letter letter(String id, Event event, Deployment deployment) {
    String address = id + "@" + instance.name() + ".aviary";
    var text =
        new DeploymentText(
            event, deployment, log.all(deployment.id()), new Commands(builder.url()));
    return new Letter(address, "[%s] %s".formatted(instance.name(), text.subject()), text.body());
  }
}
