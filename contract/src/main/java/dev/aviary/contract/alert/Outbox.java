package dev.aviary.contract.alert;

import dev.aviary.contract.redis.AtomicWrite;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.redis.Wire;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** The mails that are due, oldest first. An entry leaves when a mail server has taken its mail. */
@Singleton
public final class Outbox {
  /** About this many wait at most. */
  public static final int KEPT = 1000;

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
  public record Entry(String entry, Notice notice) {}

  /** As part of the step that changes the alert. */
  public AtomicWrite add(AtomicWrite write, Notice notice) {
    return write.append(Keys.OUTBOX, KEPT, FIELD, wire.write(notice));
  }

  public Optional<Entry> oldest() {
    return first(1).stream().findFirst();
  }

  /** Every notice that waits. */
  public List<Notice> waiting() {
    return first(KEPT).stream().map(Entry::notice).toList();
  }

  public void done(Entry entry) {
    redis.commands().xdel(Keys.OUTBOX, entry.entry());
  }

  private List<Entry> first(int most) {
    return redis.commands().xrange(Keys.OUTBOX, Range.unbounded(), Limit.from(most)).stream()
        .map(each ->
            new Entry(
                each.getId(), wire.read(each.getBody().getOrDefault(FIELD, ""), Notice.class)))
        .toList();
  }
}
