package dev.aviary.contract.route;

import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.RemovalMark;
import dev.aviary.contract.app.Slots;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.redis.Revision;
import dev.aviary.contract.redis.Scripts;
import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.rollout.Rollout;
import io.lettuce.core.ScriptOutputType;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the control keys of all apps, or of one, and their revision in one step. What an app's keys
 * hold is taken apart once: as long as their texts stay the same, each look gives the same {@link
 * AppControl}, so that a change of one app costs little however many there are.
 */
@Singleton
public final class ControlReader {
  private static final String[] KEYS = {Keys.REVISION};
  private static final String[] NAMES = {
    Keys.spec(""),
    Keys.slots(""),
    Keys.rollout(""),
    Keys.split(""),
    Keys.progress(""),
    Keys.withdrawn(""),
    Keys.maintenance(""),
    Keys.SPECS,
    Keys.REMOVED
  };

  private final RedisLink redis;
  private final Wire wire;

  /** The apps of the last look at all of them. */
  private volatile Map<String, Read> known = Map.of();

  public ControlReader(RedisLink redis, Wire wire) {
    this.redis = redis;
    this.wire = wire;
  }

  /** The revision alone: what a regular look costs. */
  public Revision revision() {
    return Revision.stored(redis.commands().get(Keys.REVISION));
  }

  /**
   * Of all apps.
   *
   * @throws io.lettuce.core.RedisException when Redis is away
   */
  public ControlState read() {
    List<Object> answer = ask(NAMES);
    var now = new HashMap<String, Read>();
    for (Object entry : answer.subList(2, answer.size())) {
      Read each = read((List<?>) entry);
      now.put(each.control().app(), each);
    }
    known = now;
    return state(answer, now.values());
  }

  /**
   * Of one app: the cost does not grow with the number of apps.
   *
   * @return a state that names no other app
   * @throws io.lettuce.core.RedisException when Redis is away
   */
  public ControlState read(String app) {
    String[] arguments = Arrays.copyOf(NAMES, NAMES.length + 1);
    arguments[NAMES.length] = app;
    List<Object> answer = ask(arguments);
    return state(
        answer,
        answer.subList(2, answer.size()).stream().map(entry -> read((List<?>) entry)).toList());
  }

  private List<Object> ask(String... arguments) {
    return redis.commands().eval(Scripts.READ_CONTROL, ScriptOutputType.MULTI, KEYS, arguments);
  }

  private static ControlState state(List<Object> answer, Collection<Read> read) {
    var apps = new HashMap<String, AppControl>();
    read.forEach(each -> apps.put(each.control().app(), each.control()));
    Map<String, RemovalMark> removals = removals((List<?>) answer.get(1));
    return new ControlState(Revision.stored((String) answer.getFirst()), apps, removals);
  }

  /** The texts of an app's keys, and what they say. */
  private record Read(List<?> entry, AppControl control) {}

  private Read read(List<?> entry) {
    Read before = known.get((String) entry.getFirst());
    return before != null && before.entry().equals(entry)
        ? before
        : new Read(List.copyOf(entry), control(entry));
  }

  /** Fields and values in turn. */
  private static Map<String, RemovalMark> removals(List<?> hash) {
    var removals = new HashMap<String, RemovalMark>();
    for (int i = 0; i + 1 < hash.size(); i += 2) {
      removals.put((String) hash.get(i), RemovalMark.parse((String) hash.get(i + 1)));
    }
    return removals;
  }

  /** What cannot be read is told of this app, and harms no other. */
  private AppControl control(List<?> entry) {
    String app = (String) entry.getFirst();
    var unreadable = new HashMap<String, String>();
    return new AppControl(
        app,
        value(Keys.spec(app), entry.get(1), AppSpec.class, unreadable),
        value(Keys.slots(app), entry.get(2), Slots.class, unreadable),
        value(Keys.rollout(app), entry.get(3), Rollout.class, unreadable),
        value(Keys.split(app), entry.get(4), Split.class, unreadable),
        value(Keys.progress(app), entry.get(5), CanaryProgress.class, unreadable),
        withdrawn(Keys.withdrawn(app), (List<?>) entry.get(6), unreadable),
        interruption(Keys.maintenance(app), entry.get(7), unreadable),
        unreadable);
  }

  private @Nullable Interruption interruption(
      String key, Object json, Map<String, String> unreadable) {
    Interruption stored = value(key, json, Interruption.class, unreadable);
    return stored == null ? null : stored.read();
  }

  private Withdrawals withdrawn(String key, List<?> values, Map<String, String> unreadable) {
    var withdrawn = new ArrayList<Withdrawal>();
    for (Object json : values) {
      Withdrawal each = value(key, json, Withdrawal.class, unreadable);
      if (each != null) {
        withdrawn.add(each);
      }
    }
    return Withdrawals.of(withdrawn);
  }

  private <T> @Nullable T value(
      String key, Object json, Class<T> type, Map<String, String> unreadable) {
    String text = (String) json;
    try {
      return text.isEmpty() ? null : wire.read(text, type);
    } catch (UncheckedIOException e) {
      unreadable.put(key, String.valueOf(e.getMessage()));
      return null;
    }
  }
}
