package dev.aviary.monitor.mail;

import dev.aviary.contract.app.Instance;
import dev.aviary.contract.event.ActionNeeded;
import dev.aviary.contract.event.Event;
import dev.aviary.contract.event.EventReader;
import dev.aviary.contract.event.EventReader.Entry;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.redis.Wire;
import dev.aviary.monitor.link.LinkAction;
import dev.aviary.monitor.link.Links;
import dev.aviary.monitor.swarm.NodeWatch;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** The mails about what the timeline says the operator must do: they wait in the timeline. */
@Singleton
final class EventMails implements MailSource {
  /** Begins the ids of these mails. */
  static final String PREFIX = "event-";

  private static final String READER = "mail";

  private final EventReader reader;
  private final Instance instance;
  private final BuilderAddress builder;
  private final Links links;
  private long size;

  EventMails(RedisLink redis, Wire wire, Instance instance, BuilderAddress builder, Links links) {
    this.reader = new EventReader(redis, wire, READER, EventMails::areMailed);
    this.instance = instance;
    this.builder = builder;
    this.links = links;
  }

  /** The end of what the operator was told of is told too. */
  private static boolean areMailed(Event event) {
    return ActionNeeded.by(event) || event.what().equals(NodeWatch.BACK);
  }

  @Override
  public List<DueMail> oldest(int most) {
    List<Entry> open = reader.open();
    size = open.size();
    return open.stream().limit(most).map(this::mail).toList();
  }

  @Override
  public long size() {
    return size;
  }

  private DueMail mail(Entry entry) {
    Event event = entry.event();
    String id = PREFIX + entry.entry();
    return new DueMail(
        id,
        entry.since(),
        true,
        () ->
            Optional.of(
                new Letter(
                    id + "@" + instance.name() + ".aviary",
                    "[%s] %s".formatted(instance.name(), EventText.subject(event)),
                    withLinks(id, event))),
        () -> reader.done(entry));
  }

  /** Of a canary that is good, with which its owner is to do something. */
  private String withLinks(String id, Event event) {
    String text = EventText.body(event, builder);
    String app = event.app();
    String canary = event.subject();
    return app == null || canary == null || !event.what().equals(ActionNeeded.CANARY_READY)
        ? text
        : Letters.withLinks(
            text, links.of(app, canary, id, List.of(LinkAction.PROMOTE, LinkAction.WITHDRAW)));
  }
}
