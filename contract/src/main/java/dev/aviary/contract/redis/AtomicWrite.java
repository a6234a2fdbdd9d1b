package dev.aviary.contract.redis;

import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Several writes as one step: every condition holds and all is written, or nothing is. A control
 * write {@linkplain #raise() raises the revision} in the same step, so that no reader sees one
 * without the other.
 */
public final class AtomicWrite {
  private final RedisLink redis;

  /** Keys to their places, in the order of their places. */
  private final Map<String, Integer> keys = new LinkedHashMap<>(Map.of(Keys.REVISION, 1));

  private final List<String> operations = new ArrayList<>();
  private boolean raise;
  private boolean replicated;
  private @Nullable String once;

  AtomicWrite(RedisLink redis) {
    this.redis = redis;
  }

  /** Only if the key holds exactly this. */
  public AtomicWrite expect(String key, String value) {
    return add("expect", key, value);
  }

  /** Only if the key does not exist. */
  public AtomicWrite absent(String key) {
    return add("absent", key);
  }

  /** Only if the hash field holds exactly this. */
  public AtomicWrite expect(String key, String field, String value) {
    return add("hexpect", key, field, value);
  }

  /** Only if the hash field does not exist. */
  public AtomicWrite absent(String key, String field) {
    return add("habsent", key, field);
  }

  /**
   * Only if the app was not removed, or was registered again since. Refused, the outcome names
   * {@link Keys#REMOVED}, which needs not be writable for it.
   */
  public AtomicWrite notRemoved(String app) {
    return add("unremoved", Keys.REVISION, Keys.REMOVED, app);
  }

  /**
   * Only until that moment of Redis' own clock: a command that Redis finds late, because it hung,
   * is refused rather than done when no caller waits for it any longer.
   *
   * @param millis since 1970
   */
  public AtomicWrite before(long millis) {
    return add("before", Keys.REVISION, Long.toString(millis));
  }

  /** Only while the stream has fewer entries. */
  public AtomicWrite shorter(String stream, int most) {
    return add("shorter", stream, Integer.toString(most));
  }

  public AtomicWrite set(String key, String value) {
    return add("set", key, value);
  }

  public AtomicWrite delete(String key) {
    return add("del", key);
  }

  public AtomicWrite addToSet(String key, String member) {
    return add("sadd", key, member);
  }

  public AtomicWrite removeFromSet(String key, String member) {
    return add("srem", key, member);
  }

  public AtomicWrite put(String key, String field, String value) {
    return add("hset", key, field, value);
  }

  /** The first value of a field stands. */
  public AtomicWrite putIfAbsent(String key, String field, String value) {
    return add("hsetnx", key, field, value);
  }

  public AtomicWrite remove(String key, String field) {
    return add("hdel", key, field);
  }

  public AtomicWrite rank(String key, long score, String member) {
    return add("zadd", key, Long.toString(score), member);
  }

  public AtomicWrite unrank(String key, String member) {
    return add("zrem", key, member);
  }

  /** The key goes by itself after this time, in whole seconds; a key that is missing stays so. */
  public AtomicWrite expire(String key, Duration after) {
    return add("expire", key, Long.toString(after.toSeconds()));
  }

  /** The key stays, whatever expiry it had. */
  public AtomicWrite keep(String key) {
    return add("persist", key);
  }

  /** Adds an entry with one field to a stream and keeps about {@code most} of them. */
  public AtomicWrite append(String stream, int most, String field, String value) {
    return add("xadd", stream, Integer.toString(most), field, value);
  }

  /** Sends a message to those who listen on the channel that is named as the key. */
  public AtomicWrite tell(String key, String message) {
    return add("publish", key, message);
  }

  /**
   * This step is made once: only if the key does not exist, which then keeps the value for a while.
   * The condition comes before all others, and {@link #run()} throws {@link RepeatedWriteException}
   * where it does not hold.
   */
  public AtomicWrite once(String key, String value, Duration kept) {
    once = key;
    var others = List.copyOf(operations);
    operations.clear();
    absent(key);
    operations.addAll(others);
    return set(key, value).expire(key, kept);
  }

  /** This is a control write: raises the revision and tells it. */
  public AtomicWrite raise() {
    raise = true;
    return this;
  }

  /**
   * Is acknowledged to a person or to CI, and so must survive the loss of Redis' primary: {@link
   * #run()} returns when a replica has it too.
   *
   * @see RedisLink#replicated
   */
  public AtomicWrite replicated() {
    replicated = true;
    return this;
  }

  /**
   * @throws io.lettuce.core.RedisException when Redis is away: nothing is known of the write
   * @throws UnconfirmedWriteException when it was made, and is to be replicated, and may not be
   * @throws RepeatedWriteException when it may be made once and was made before
   */
  public WriteOutcome run() {
    var arguments = new ArrayList<String>();
    arguments.add(raise ? "1" : "0");
    arguments.add(UUID.randomUUID().toString().substring(0, 8));
    arguments.addAll(operations);
    Function<RedisCommands<String, String>, List<String>> step =
        commands ->
            commands.eval(
                Scripts.ATOMIC_WRITE,
                ScriptOutputType.MULTI,
                keys.keySet().toArray(String[]::new),
                arguments.toArray(String[]::new));
    List<String> answer = replicated ? redis.replicated(step) : step.apply(redis.commands());
    String detail = answer.get(1);
    return switch (answer.getFirst()) {
      case "written" -> new WriteOutcome.Written(Revision.stored(detail));
      case "conflict" -> {
        if (detail.equals(once)) {
          throw new RepeatedWriteException(detail);
        }
        yield new WriteOutcome.Conflict(detail);
      }
      default -> throw new IllegalStateException("unexpected answer " + answer);
    };
  }

  private AtomicWrite add(String operation, String key, String... arguments) {
    int place = keys.computeIfAbsent(key, _ -> keys.size() + 1);
    operations.add(operation + " " + place + " " + arguments.length);
    operations.addAll(List.of(arguments));
    return this;
  }
}
