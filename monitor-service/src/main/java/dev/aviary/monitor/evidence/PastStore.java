package dev.aviary.monitor.evidence;

import dev.aviary.contract.judgement.JudgementStore;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.redis.WriteOutcome;
import dev.aviary.contract.redis.Writes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/** The past of each app's stable track; the monitor alone writes it. */
@Singleton
public final class PastStore {
  /** How long it stays after the last second that counted. */
  public static final Duration EXPIRY = JudgementStore.EXPIRY;

  private final RedisLink redis;
  private final Writes writes;
  private final Wire wire;

  public PastStore(RedisLink redis, Writes writes, Wire wire) {
    this.redis = redis;
    this.writes = writes;
    this.wire = wire;
  }

  /** Of an app that was removed nothing is written, so that no key outlives its app. */
  public WriteOutcome put(String app, StablePast past) {
    String key = Keys.past(app);
    return writes.begin().notRemoved(app).set(key, wire.write(past)).expire(key, EXPIRY).run();
  }

  /** Nothing when none is on record, or it cannot be read: it is learnt anew. */
  public Optional<StablePast> find(String app) {
    String key = Keys.past(app);
    String json = redis.commands().get(key);
    return json == null ? Optional.empty() : wire.readable(key, "", json, StablePast.class);
  }
}
