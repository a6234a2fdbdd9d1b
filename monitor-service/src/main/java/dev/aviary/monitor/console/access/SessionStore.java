package dev.aviary.monitor.console.access;

import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.redis.Wire;
import io.lettuce.core.ScriptOutputType;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** The sessions in Redis, so that the monitors of all nodes know a browser that is signed in. */
@Singleton
final class SessionStore {
  private static final String REFRESH =
      """
      if redis.call('HEXISTS', KEYS[1], ARGV[1]) == 0 then
        return 0
      end
      redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
      return redis.call('EXPIRE', KEYS[1], ARGV[3])
      """;

  private final RedisLink redis;
  private final Wire wire;

  SessionStore(RedisLink redis, Wire wire) {
    this.redis = redis;
    this.wire = wire;
  }

  Optional<Session> find(String key) {
    String text = redis.commands().hget(Keys.CONSOLE_SESSIONS, key);
    return text == null
        ? Optional.empty()
        : wire.readable(Keys.CONSOLE_SESSIONS, key, text, Session.class);
  }

  List<Session> all() {
    return redis.commands().hgetall(Keys.CONSOLE_SESSIONS).entrySet().stream()
        .flatMap(each ->
            wire
                .readable(Keys.CONSOLE_SESSIONS, each.getKey(), each.getValue(), Session.class)
                .stream())
        .toList();
  }

  void put(Session session) {
    redis.commands().hset(Keys.CONSOLE_SESSIONS, session.key(), wire.write(session));
    redis.commands().expire(Keys.CONSOLE_SESSIONS, Session.LONGEST);
  }

  /** Notes the newest use, unless the session was ended meanwhile. */
  void refresh(Session session) {
    redis
        .commands()
        .eval(
            REFRESH,
            ScriptOutputType.INTEGER,
            new String[] {Keys.CONSOLE_SESSIONS},
            session.key(),
            wire.write(session),
            Long.toString(Session.LONGEST.toSeconds()));
  }

  void remove(Session session) {
    redis.commands().hdel(Keys.CONSOLE_SESSIONS, session.key());
  }
}
