package dev.aviary.contract.route;

import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.Slots;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.redis.Revision;
import dev.aviary.contract.redis.Scripts;
import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.rollout.Rollout;
import io.lettuce.core.ScriptOutputType;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads all control keys and their revision in one step. */
@Singleton
public final class ControlReader {
  private static final String[] KEYS = {Keys.REVISION};
  private static final String[] NAMES = {
    Keys.spec(""),
    Keys.slots(""),
    Keys.rollout(""),
    Keys.split(""),
    Keys.withdrawn(""),
    Keys.maintenance(""),
    Keys.SPECS
  };

  private final RedisLink redis;
  private final Wire wire;

  public ControlReader(RedisLink redis, Wire wire) {
    this.redis = redis;
    this.wire = wire;
  }

  /** The revision alone: what a regular look costs. */
  public Revision revision() {
    return parse(redis.commands().get(Keys.REVISION));
  }

  /**
   * @throws io.lettuce.core.RedisException when Redis is away
   */
  public ControlState read() {
    List<Object> answer =
        redis.commands().eval(Scripts.READ_CONTROL, ScriptOutputType.MULTI, KEYS, NAMES);
    var apps = new HashMap<String, AppControl>();
    for (Object entry : answer.subList(1, answer.size())) {
      AppControl control = control((List<?>) entry);
      apps.put(control.app(), control);
    }
    return new ControlState(parse((String) answer.getFirst()), apps);
  }

  private AppControl control(List<?> entry) {
    Split split = value(entry, 4, Split.class);
    return new AppControl(
        (String) entry.getFirst(),
        value(entry, 1, AppSpec.class),
        value(entry, 2, Slots.class),
        value(entry, 3, Rollout.class),
        split == null ? Split.DEFAULT : split,
        Withdrawals.of(
            ((List<?>) entry.get(5))
                .stream().map(json -> wire.read((String) json, Withdrawal.class)).toList()),
        value(entry, 6, Interruption.class));
  }

  private <T> @Nullable T value(List<?> entry, int at, Class<T> type) {
    String json = (String) entry.get(at);
    return json.isEmpty() ? null : wire.read(json, type);
  }

  private static Revision parse(@Nullable String text) {
    return text == null || text.isEmpty() ? Revision.NONE : Revision.parse(text);
  }
}
