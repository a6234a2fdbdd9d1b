package dev.aviary.contract.telemetry;

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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The traffic stream of each app: what its slots answered, second by second. */
@Singleton
public final class TrafficStore {
  /** About this many intervals of an app are kept. */
  public static final int KEPT_ENTRIES = 3_600;

  private static final String FIELD = "interval";

  private final RedisLink redis;
  private final Wire wire;

  public TrafficStore(RedisLink redis, Wire wire) {
    this.redis = redis;
    this.wire = wire;
  }

  /**
   * An interval in its place.
   *
   * @param id of the entry in the stream
   * @param interval null: it cannot be read
   */
  public record Entry(String id, @Nullable TrafficInterval interval) {}

  /**
   * @throws io.lettuce.core.RedisException when Redis is away
   */
  public void append(String app, TrafficInterval interval) {
    redis
        .commands()
        .xadd(
            Keys.traffic(app),
            XAddArgs.Builder.maxlen(KEPT_ENTRIES).approximateTrimming(),
            Map.of(FIELD, wire.write(interval)));
  }

  /**
   * What came after an entry, of several apps in one question.
   *
   * @param after app to the id of the last entry that is known; {@code 0-0}: none is
   * @param most how many of each app
   * @return app to its new entries, oldest first; an app without one is missing
   */
  public Map<String, List<Entry>> since(Map<String, String> after, int most) {
    if (after.isEmpty()) {
      return Map.of();
    }
    var apps = new HashMap<String, String>();
    var offsets = new ArrayList<StreamOffset<String>>();
    after.forEach((app, id) -> {
      apps.put(Keys.traffic(app), app);
      offsets.add(StreamOffset.from(Keys.traffic(app), id));
    });
    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
    StreamOffset<String>[] asked = offsets.toArray(new StreamOffset[0]);
    var found = new HashMap<String, List<Entry>>();
    for (var message : redis.commands().xread(XReadArgs.Builder.count(most), asked)) {
      String app = apps.getOrDefault(message.getStream(), "");
      found.computeIfAbsent(app, _ -> new ArrayList<>()).add(entry(message));
    }
    return found;
  }

  /** An entry that cannot be read has its place all the same. */
  private Entry entry(StreamMessage<String, String> message) {
    String json = message.getBody().get(FIELD);
    return new Entry(
        message.getId(),
        wire.readable(message.getStream(), message.getId(), json, TrafficInterval.class)
            .orElse(null));
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
