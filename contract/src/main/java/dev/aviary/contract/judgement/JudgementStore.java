package dev.aviary.contract.judgement;

import dev.aviary.contract.redis.AtomicWrite;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.redis.Wire;
import io.lettuce.core.SetArgs;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/** The last judgement of each canary deployment; the monitor alone writes them. */
@Singleton
public final class JudgementStore {
  /** How long a judgement stays after the last one of its deployment. */
  public static final Duration EXPIRY = Duration.ofDays(30);

  private final RedisLink redis;
  private final Wire wire;

  public JudgementStore(RedisLink redis, Wire wire) {
    this.redis = redis;
    this.wire = wire;
  }

  /**
   * @throws io.lettuce.core.RedisException when Redis is away
   */
  public void put(Judgement judgement) {
    redis
        .commands()
        .set(
            Keys.judgement(judgement.deployment()),
            wire.write(judgement),
            SetArgs.Builder.px(EXPIRY.toMillis()));
  }

  /** The same as part of a larger step. */
  public AtomicWrite put(AtomicWrite write, Judgement judgement) {
    String key = Keys.judgement(judgement.deployment());
    return write.set(key, wire.write(judgement)).expire(key, EXPIRY);
  }

  /** Nothing when none is on record, or it cannot be read: the next one replaces it. */
  public Optional<Judgement> find(String deployment) {
    String key = Keys.judgement(deployment);
    String json = redis.commands().get(key);
    return json == null ? Optional.empty() : wire.readable(key, "", json, Judgement.class);
  }
}
