package dev.aviary.monitor.link;

import dev.aviary.contract.event.Event;
import dev.aviary.contract.event.EventLog;
import dev.aviary.contract.redis.AtomicWrite;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.redis.Writes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/**
 * Which links were used. A use is claimed before the change, so that of two calls at once one makes
 * it; a claim expires when its owner died.
 */
@Singleton
final class LinkUses {
  /** Longer than any link lives, and any second copy of its mail. */
  static final Duration KEPT = Duration.ofDays(30);

  /** Longer than an action may take. */
  static final Duration CLAIMED = Duration.ofSeconds(60);

  private static final String BY = "link in mail";
  private static final String USED = "link-used";
  private static final String CANARY_KEPT = "canary-kept";

  private final RedisLink redis;
  private final Writes writes;
  private final Wire wire;
  private final EventLog events;
  private final InstantSource clock;

  LinkUses(RedisLink redis, Writes writes, Wire wire, EventLog events, InstantSource clock) {
    this.redis = redis;
    this.writes = writes;
    this.wire = wire;
    this.events = events;
    this.clock = clock;
  }

  Optional<LinkUse> find(Link link) {
    String key = Keys.link(link.hash());
    String json = redis.commands().get(key);
    return json == null ? Optional.empty() : wire.readable(key, "", json, LinkUse.class);
  }

  /** Nothing when another request has it. */
  Optional<LinkUse> claim(Link link) {
    var use = new LinkUse(UUID.randomUUID().toString(), clock.instant(), null);
    String key = Keys.link(link.hash());
    boolean mine =
        writes.begin().absent(key).set(key, wire.write(use)).expire(key, CLAIMED).run().written();
    return mine ? Optional.of(use) : Optional.empty();
  }

  /** Nothing was done: the link may be used again. */
  void release(Link link, LinkUse use) {
    String key = Keys.link(link.hash());
    writes.begin().expect(key, wire.write(use)).delete(key).run();
  }

  /** It is done: remembered and told on the timeline, in one step. */
  LinkUse done(Link link, LinkUse use, String outcome) {
    String key = Keys.link(link.hash());
    LinkUse done = use.with(outcome);
    AtomicWrite write = writes.begin().set(key, wire.write(done)).expire(key, KEPT);
    events.append(write, event(link, use, outcome)).run();
    return done;
  }

  private static Event event(Link link, LinkUse use, String outcome) {
    boolean keep = link.action() == LinkAction.KEEP;
    return new Event(
        use.at(),
        BY,
        keep ? CANARY_KEPT : USED,
        link.app(),
        link.deployment(),
        "%s (mail %s): %s".formatted(link.action().id(), link.mail(), outcome));
  }
}
