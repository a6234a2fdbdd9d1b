package dev.aviary.monitor.record;

import dev.aviary.contract.redis.AtomicWrite;
import dev.aviary.contract.redis.DamagedException;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.redis.Wire;
import io.lettuce.core.KeyValue;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The alerts on record; the monitor alone writes them. */
@Singleton
public final class AlertStore {
  /** About this many of the newest alerts are listed. */
  public static final int KEPT_ALERTS = 1000;

  /** How long a closed alert stays on record. */
  public static final Duration CLOSED_KEPT_FOR = Duration.ofDays(90);

  private static final String FIELD = "alert";

  private final RedisLink redis;
  private final Wire wire;

  public AlertStore(RedisLink redis, Wire wire) {
    this.redis = redis;
    this.wire = wire;
  }

  /**
   * An alert as it is on record.
   *
   * @param json exactly what stands in Redis: what a change is conditional on
   */
  public record Recorded(Alert alert, String json) {}

  /** How the alert will stand in Redis. */
  public Recorded asRecorded(Alert alert) {
    return new Recorded(alert, wire.write(alert));
  }

  /** Puts a new alert on record; the step fails as a whole if its id is taken. */
  public AtomicWrite open(AtomicWrite write, Recorded alert) {
    String id = alert.alert().id();
    return write
        .absent(Keys.alert(id))
        .set(Keys.alert(id), alert.json())
        .append(Keys.ALERTS, KEPT_ALERTS, FIELD, id);
  }

  /** Changes an alert; the step fails as a whole if it is not {@code from} any more. */
  public AtomicWrite change(AtomicWrite write, Recorded from, Recorded to) {
    String key = Keys.alert(from.alert().id());
    return write.expect(key, from.json()).set(key, to.json());
  }

  /** A closed alert leaves the record in the end. */
  public void expire(String id) {
    redis.commands().expire(Keys.alert(id), CLOSED_KEPT_FOR);
  }

  public boolean exists(String id) {
    return redis.commands().exists(Keys.alert(id)) > 0;
  }

  /**
   * @throws DamagedException when it cannot be read
   */
  public Optional<Recorded> find(String id) {
    // MGET and not GET: a key of another type has no value, and is no error.
    return redis.commands().mget(Keys.alert(id)).getFirst().map(this::read).optional();
  }

  /** The newest alerts, newest first; one that cannot be read is left out. */
  public List<Recorded> newest(int most) {
    String[] keys =
        redis.commands().xrevrange(Keys.ALERTS, Range.unbounded(), Limit.from(most)).stream()
            .map(entry -> Keys.alert(entry.getBody().getOrDefault(FIELD, "")))
            .distinct()
            .toArray(String[]::new);
    if (keys.length == 0) {
      return List.of();
    }
    return redis.commands().mget(keys).stream()
        .filter(KeyValue::hasValue)
        .flatMap(found -> readable(found.getKey(), found.getValue()).stream())
        .toList();
  }

  private Optional<Recorded> readable(String key, String json) {
    return wire.readable(key, "", json, Alert.class).map(alert -> new Recorded(alert, json));
  }

  private Recorded read(String json) {
    return new Recorded(wire.read(json, Alert.class), json);
  }
}
