package dev.aviary.monitor.record;

import dev.aviary.contract.redis.AtomicWrite;
import dev.aviary.contract.redis.DamagedException;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.redis.Wire;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The mails that are due, oldest first. An entry leaves when a mail server has taken its mail. */
@Singleton
public final class Outbox {
  /** About this many wait at most. */
  public static final int KEPT_LETTERS = 1000;

  private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
  private static final String FIELD = "notice";

  private final RedisLink redis;
  private final Wire wire;

  public Outbox(RedisLink redis, Wire wire) {
    this.redis = redis;
    this.wire = wire;
  }

  /**
   * A notice that waits.
   *
   * @param entry its place in the stream
   */
  public record Entry(String entry, AlertNotice notice) {

    /** When it was put there, by Redis' clock. */
    public Instant since() {
      return Instant.ofEpochMilli(Long.parseLong(entry.substring(0, entry.indexOf('-'))));
    }
  }

  /** As part of the step that changes the alert. */
  public AtomicWrite add(AtomicWrite write, AlertNotice notice) {
    return write.append(Keys.OUTBOX, KEPT_LETTERS, FIELD, wire.write(notice));
  }

  /** The oldest notices; one that cannot be read is dropped and takes no place among them. */
  public List<Entry> oldest(int most) {
    while (true) {
      List<StreamMessage<String, String>> found = first(most).toList();
      List<Entry> entries = found.stream().flatMap(this::orDropped).toList();
      if (entries.size() == found.size()) {
        return entries;
      }
    }
  }

  /** How many wait. */
  public long size() {
    return redis.commands().xlen(Keys.OUTBOX);
  }

  /** Every notice that waits and can be read. */
  public List<AlertNotice> waiting() {
    return first(KEPT_LETTERS)
        .flatMap(message ->
            wire
                .readable(
                    Keys.OUTBOX, message.getId(), message.getBody().get(FIELD), AlertNotice.class)
                .stream())
        .toList();
  }

  public void done(Entry entry) {
    remove(entry.entry());
  }

  private void remove(String entry) {
    redis.commands().xdel(Keys.OUTBOX, entry);
  }

  private Stream<StreamMessage<String, String>> first(int most) {
    return redis.commands().xrange(Keys.OUTBOX, Range.unbounded(), Limit.from(most)).stream();
  }

  private Entry entry(StreamMessage<String, String> message) {
    String json = message.getBody().getOrDefault(FIELD, "");
    return new Entry(message.getId(), wire.read(json, AlertNotice.class));
  }

  /** One that is dropped is gone from the list, so that this says so once. */
  private Stream<Entry> orDropped(StreamMessage<String, String> message) {
    try {
      return Stream.of(entry(message));
    } catch (DamagedException e) {
      LOG.atError()
          .addKeyValue("entry", message)
          .addKeyValue("reason", e.getMessage())
          .log("Dropped an entry of the outbox that cannot be read");
      remove(message.getId());
      return Stream.empty();
    }
  }
}
