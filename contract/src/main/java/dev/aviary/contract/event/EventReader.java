package dev.aviary.contract.event;

import dev.aviary.contract.redis.DamagedException;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.redis.Wire;
import io.lettuce.core.Consumer;
import io.lettuce.core.RedisBusyException;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XGroupCreateArgs;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the timeline as it grows, and keeps the events that its reader wants until the reader is
 * done with them, also over a restart: a consumer group of the stream. The first reader of a name
 * begins with what comes then. Of one thread.
 */
public final class EventReader {
  private static final Logger LOG = LoggerFactory.getLogger(EventReader.class);
  private static final int AT_ONCE = 500;

  private final RedisLink redis;
  private final Wire wire;
  private final String name;
  private final Predicate<Event> wanted;
  private boolean begun;

  /**
   * @param name of the reader; it is the group's
   */
  public EventReader(RedisLink redis, Wire wire, String name, Predicate<Event> wanted) {
    this.redis = redis;
    this.wire = wire;
    this.name = name;
    this.wanted = wanted;
  }

  /**
   * An event that its reader is not done with.
   *
   * @param entry its place in the stream
   */
  public record Entry(String entry, Event event) {

    /** When it was put there, by Redis' clock. */
    public Instant since() {
      return Instant.ofEpochMilli(Long.parseLong(entry.substring(0, entry.indexOf('-'))));
    }
  }

  /** What is wanted and not done, oldest first. */
  public List<Entry> open() {
    try {
      begin();
      while (take(StreamOffset.lastConsumed(Keys.EVENTS)).size() == AT_ONCE) {
        LOG.atDebug().log("Reads the next part of the timeline");
      }
      return take(StreamOffset.from(Keys.EVENTS, "0")).stream()
          .flatMap(message -> wanted(message).stream())
          .toList();
    } catch (RedisCommandExecutionException e) {
      if (String.valueOf(e.getMessage()).contains("NOGROUP")) {
        // Redis lost the timeline: whatever is there now came since.
        create("0");
        return List.of();
      }
      throw e;
    }
  }

  public void done(Entry entry) {
    redis.commands().xack(Keys.EVENTS, name, entry.entry());
  }

  private void begin() {
    if (!begun) {
      create("$");
      begun = true;
    }
  }

  private void create(String from) {
    try {
      redis
          .commands()
          .xgroupCreate(
              StreamOffset.from(Keys.EVENTS, from), name, XGroupCreateArgs.Builder.mkstream());
    } catch (RedisBusyException exists) {
      LOG.atDebug().addKeyValue("name", name).log("The group of this reader exists already");
    }
  }

  // One stream makes an array of one offset.
  @SuppressWarnings("unchecked")
  private List<StreamMessage<String, String>> take(StreamOffset<String> from) {
    List<StreamMessage<String, String>> messages =
        redis
            .commands()
            .xreadgroup(Consumer.from(name, name), XReadArgs.Builder.count(AT_ONCE), from);
    var unwanted = new ArrayList<String>();
    for (var message : messages) {
      if (wanted(message).isEmpty()) {
        unwanted.add(message.getId());
      }
    }
    if (!unwanted.isEmpty()) {
      redis.commands().xack(Keys.EVENTS, name, unwanted.toArray(String[]::new));
    }
    return messages;
  }

  /** An entry that cannot be read, or that left the stream, is wanted by nobody. */
  private List<Entry> wanted(StreamMessage<String, String> message) {
    try {
      String json = message.getBody().getOrDefault(EventLog.FIELD, "");
      Event event = wire.read(json, Event.class);
      return wanted.test(event) ? List.of(new Entry(message.getId(), event)) : List.of();
    } catch (DamagedException e) {
      return List.of();
    }
  }
}
