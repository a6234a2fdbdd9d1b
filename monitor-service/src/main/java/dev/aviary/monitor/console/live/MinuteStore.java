package dev.aviary.monitor.console.live;

import dev.aviary.contract.redis.AtomicWrite;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.redis.Writes;
import io.lettuce.core.Range;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/** The minutes of each app's last day, in Redis; the monitor alone writes and reads them. */
@Singleton
public final class MinuteStore {
  /** About this many minutes of an app are kept. */
  public static final int KEPT_MINUTES = TrackHistory.MINUTES;

  /** How long they stay after the last one. */
  public static final Duration EXPIRY = Duration.ofMinutes(KEPT_MINUTES);

  private static final String FIELD = "minute";

  private final RedisLink redis;
  private final Writes writes;
  private final Wire wire;

  MinuteStore(RedisLink redis, Writes writes, Wire wire) {
    this.redis = redis;
    this.writes = writes;
    this.wire = wire;
  }

  /**
   * Adds minutes. Of an app that was removed nothing is written, so that no key outlives its app.
   *
   * @throws io.lettuce.core.RedisException when Redis is away, or takes no write
   */
  void add(String app, List<KeptMinute> minutes) {
    String key = Keys.minutes(app);
    AtomicWrite write = writes.begin().notRemoved(app);
    minutes.forEach(each -> write.append(key, KEPT_MINUTES, FIELD, wire.write(each)));
    write.expire(key, EXPIRY).run();
  }

  /**
   * All that are kept, oldest first; an entry that cannot be read is left out.
   *
   * @throws io.lettuce.core.RedisException when Redis is away
   */
  List<KeptMinute> all(String app) {
    String key = Keys.minutes(app);
    return redis.commands().xrange(key, Range.unbounded()).stream()
        .flatMap(entry ->
            wire
                .readable(key, entry.getId(), entry.getBody().get(FIELD), KeptMinute.class)
                .stream())
        .toList();
  }
}
