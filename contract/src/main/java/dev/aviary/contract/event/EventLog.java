package dev.aviary.contract.event;

import dev.aviary.contract.redis.AtomicWrite;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.redis.Writes;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The timeline of the instance: everybody adds, nobody changes. */
@Singleton
public final class EventLog {
  /** About this many events are kept. */
  public static final int KEPT_EVENTS = 10_000;

  static final String FIELD = "event";

  private final RedisLink redis;
  private final Writes writes;
  private final Wire wire;

  public EventLog(RedisLink redis, Writes writes, Wire wire) {
    this.redis = redis;
    this.writes = writes;
    this.wire = wire;
  }

  public void append(Event event) {
    append(writes.begin(), event).run();
  }

  /** The same as part of a larger step. */
  public AtomicWrite append(AtomicWrite write, Event event) {
    return write.append(Keys.EVENTS, KEPT_EVENTS, FIELD, wire.write(event));
  }

  /** The newest events, newest first; one that cannot be read is left out. */
  public List<Event> newest(int most) {
    return redis.commands().xrevrange(Keys.EVENTS, Range.unbounded(), Limit.from(most)).stream()
        .flatMap(entry ->
            wire
                .readable(Keys.EVENTS, entry.getId(), entry.getBody().get(FIELD), Event.class)
                .stream())
        .toList();
  }

  /**
   * An event in its place.
   *
   * @param id of the entry in the stream
   * @param event null: it cannot be read
   */
  public record Place(String id, @Nullable Event event) {}

  /** The place of the newest event; {@code 0-0} when there is none. */
  public String last() {
    var newest = redis.commands().xrevrange(Keys.EVENTS, Range.unbounded(), Limit.from(1));
    return newest.isEmpty() ? "0-0" : newest.getFirst().getId();
  }

  /** What came after a place, oldest first. */
  public List<Place> after(String id, int most) {
    return redis
        .commands()
        .xrange(
            Keys.EVENTS,
            Range.from(Range.Boundary.excluding(id), Range.Boundary.unbounded()),
            Limit.from(most))
        .stream()
        .map(entry ->
            new Place(
                entry.getId(),
                wire.readable(Keys.EVENTS, entry.getId(), entry.getBody().get(FIELD), Event.class)
                    .orElse(null)))
        .toList();
  }
}
