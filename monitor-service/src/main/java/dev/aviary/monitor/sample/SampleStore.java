package dev.aviary.monitor.sample;

import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.redis.Wire;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XAddArgs;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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

  /** Of one container in one question: those of a minute. */
  private static final int AT_ONCE = 60;

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

  /**
   * An entry of a container's stream.
   *
   * @param sample null: it cannot be read
   */
  public record Entry(String id, @Nullable Sample sample) {}

  /**
   * What came since then, of all containers with one question; oldest first.
   *
   * @param after container to the last entry that is known of it
   */
  public Map<String, List<Entry>> since(Map<String, String> after) {
    if (after.isEmpty()) {
      return Map.of();
    }
    var containers = new HashMap<String, String>();
    var offsets = new ArrayList<StreamOffset<String>>();
    after.forEach((container, id) -> {
      containers.put(Keys.samples(container), container);
      offsets.add(StreamOffset.from(Keys.samples(container), id));
    });
    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
    StreamOffset<String>[] asked = offsets.toArray(new StreamOffset[0]);
    var found = new HashMap<String, List<Entry>>();
    for (var message : redis.commands().xread(XReadArgs.Builder.count(AT_ONCE), asked)) {
      String container = containers.getOrDefault(message.getStream(), "");
      found.computeIfAbsent(container, _ -> new ArrayList<>()).add(entry(message));
    }
    return found;
  }

  /** An entry that cannot be read has its place all the same. */
  private Entry entry(StreamMessage<String, String> message) {
    String json = message.getBody().get(FIELD);
    return new Entry(
        message.getId(),
        wire.readable(message.getStream(), message.getId(), json, Sample.class).orElse(null));
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
