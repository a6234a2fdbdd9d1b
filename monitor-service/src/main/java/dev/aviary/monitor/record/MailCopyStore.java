package dev.aviary.monitor.record;

import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.redis.Writes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Which copies of a mail that is still due the mail server has, or perhaps has. */
@Singleton
public final class MailCopyStore {
  /** How long it is known after the last change; a mail that is dealt with is forgotten at once. */
  public static final Duration EXPIRY = Duration.ofDays(30);

  private final RedisLink redis;
  private final Writes writes;
  private final Wire wire;

  public MailCopyStore(RedisLink redis, Writes writes, Wire wire) {
    this.redis = redis;
    this.writes = writes;
    this.wire = wire;
  }

  /**
   * By recipient; one that cannot be read is left out.
   *
   * @param mail its id
   */
  public Map<String, MailCopy> of(String mail) {
    String key = Keys.mail(mail);
    var copies = new TreeMap<String, MailCopy>();
    redis
        .commands()
        .hgetall(key)
        .forEach((recipient, json) ->
            wire.readable(key, recipient, json, MailCopy.class)
                .ifPresent(copy -> copies.put(recipient, copy)));
    return copies;
  }

  public void put(String mail, String recipient, MailCopy copy) {
    String key = Keys.mail(mail);
    writes.begin().put(key, recipient, wire.write(copy)).expire(key, EXPIRY).run();
  }

  /** The recipient has no copy. */
  public void remove(String mail, String recipient) {
    redis.commands().hdel(Keys.mail(mail), recipient);
  }

  /** The mail is not due any more. */
  public void forget(String mail) {
    redis.commands().del(Keys.mail(mail));
  }
}
