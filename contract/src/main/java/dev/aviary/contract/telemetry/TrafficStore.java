package dev.aviary.contract.telemetry;

import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.redis.Wire;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.XAddArgs;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/** The traffic stream of each app: what its slots answered, second by second. */
@Singleton
public final class TrafficStore {
  /** About this many intervals of an app are kept. */
  public static final int KEPT = 3_600;

  private static final String FIELD = "interval";

  private final RedisLink redis;
  private final Wire wire;

  public TrafficStore(RedisLink redis, Wire wire) {
    this.redis = redis;
    this.wire = wire;
  }

  /**
   * @throws io.lettuce.core.RedisException when Redis is away
   */
  public void append(String app, TrafficInterval interval) {
    redis
        .commands()
        .xadd(
            Keys.traffic(app),
            XAddArgs.Builder.maxlen(KEPT).approximateTrimming(),
            Map.of(FIELD, wire.write(interval)));
  }

  /** The newest intervals, newest first; one that cannot be read is left out. */
  public List<TrafficInterval> newest(String app, int most) {
    String key = Keys.traffic(app);
    return redis.commands().xrevrange(key, Range.unbounded(), Limit.from(most)).stream()
        .flatMap(entry ->
            wire
                .readable(key, entry.getId(), entry.getBody().get(FIELD), TrafficInterval.class)
                .stream())
        .toList();
  }
}
