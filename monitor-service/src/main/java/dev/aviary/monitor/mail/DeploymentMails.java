package dev.aviary.monitor.mail;

import dev.aviary.contract.app.Instance;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentLog;
import dev.aviary.contract.deployment.DeploymentStore;
import dev.aviary.contract.event.Event;
import dev.aviary.contract.event.EventReader;
import dev.aviary.contract.event.EventReader.Entry;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.redis.Wire;
import dev.aviary.monitor.link.LinkAction;
import dev.aviary.monitor.link.Links;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/**
 * The mails about deployments that ended, for apps whose settings want them ({@code notify}): one
 * for each, which waits in the timeline.
 */
@Singleton
final class DeploymentMails implements MailSource {
  private static final String READER = "mail-deployments";
  private final EventReader reader;
  private final DeploymentEnds ends;
  private final DeploymentStore deployments;
  private final DeploymentLog log;
  private final Instance instance;
  private final BuilderAddress builder;
  private final Links links;
  private long size;

  DeploymentMails(
      RedisLink redis,
      Wire wire,
      DeploymentEnds ends,
      DeploymentStore deployments,
      DeploymentLog log,
      Instance instance,
      BuilderAddress builder,
      Links links) {
    this.reader = new EventReader(redis, wire, READER, DeploymentEnds::isEnd);
    this.ends = ends;
    this.deployments = deployments;
    this.log = log;
    this.instance = instance;
    this.builder = builder;
    this.links = links;
  }

  @Override
  public List<DueMail> oldest(int most) {
    var wanted = new ArrayList<Entry>();
    for (Entry entry : reader.open()) {
      if (ends.areWanted(entry.event())) {
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

  /** A deployment whose record is gone gets no mail. */
  private DueMail mail(Entry entry) {
    String id = EventMails.PREFIX + "deployment-" + entry.entry();
    return new DueMail(
        id,
        entry.since(),
        true,
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
    return new Letter(
        address,
        "[%s] %s".formatted(instance.name(), text.subject()),
        withLinks(id, event, deployment, text.body()));
  }

  /** Of a canary that serves since. */
  private String withLinks(String id, Event event, Deployment deployment, String text) {
    return event.what().equals("canary-live")
        ? Letters.withLinks(
            text,
            links.of(
                deployment.app(),
                deployment.id(),
                id,
                List.of(LinkAction.PROMOTE, LinkAction.WITHDRAW)))
        : text;
  }
}
