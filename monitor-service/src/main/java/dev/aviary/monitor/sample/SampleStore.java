package dev.aviary.monitor.sample;

import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.redis.Wire;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.XAddArgs;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/**
 * The last minutes of every container: one sample a second while something can be judged about it,
 * else one every few seconds.
 */
@Singleton
public final class SampleStore {
  /** About this many samples of a container are kept. */
  public static final int KEPT_SAMPLES = 900;

  /** How long samples stay after the last one of their container. */
  public static final Duration EXPIRY = Duration.ofHours(1);

  private static final String FIELD = "sample";

  private final RedisLink redis;
  private final Wire wire;

  public SampleStore(RedisLink redis, Wire wire) {
    this.redis = redis;
    this.wire = wire;
  }

  /**
   * @param container the container's full id
   * @param samples oldest first
   */
  public void append(String container, List<Sample> samples) {
    String key = Keys.samples(container);
    var kept = XAddArgs.Builder.maxlen(KEPT_SAMPLES).approximateTrimming();
    samples.forEach(each -> redis.commands().xadd(key, kept, FIELD, wire.write(each)));
    redis.commands().expire(key, EXPIRY);
  }

  /** The newest samples, newest first; one that cannot be read is left out. */
  public List<Sample> newest(String container, int most) {
    String key = Keys.samples(container);
    return redis.commands().xrevrange(key, Range.unbounded(), Limit.from(most)).stream()
        .flatMap(entry ->
            wire.readable(key, entry.getId(), entry.getBody().get(FIELD), Sample.class).stream())
        .toList();
  }
}
