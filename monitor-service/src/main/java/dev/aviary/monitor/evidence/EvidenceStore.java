package dev.aviary.monitor.evidence;

import dev.aviary.contract.judgement.JudgementStore;
import dev.aviary.contract.redis.AtomicWrite;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.redis.Wire;
import io.lettuce.core.Range;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/**
 * What each canary deployment was judged by; the monitor alone writes it. A monitor that starts
 * goes on from it, and other settings can be tried on it later.
 */
@Singleton
public final class EvidenceStore {
  /** About this many entries of a deployment are kept: the newest, an hour of steady traffic. */
  public static final int KEPT_RECORDS = 400;

  /** How long they stay after the last one. */
  public static final Duration EXPIRY = JudgementStore.EXPIRY;

  private static final String FIELD = "evidence";

  private final RedisLink redis;
  private final Wire wire;

  public EvidenceStore(RedisLink redis, Wire wire) {
    this.redis = redis;
    this.wire = wire;
  }

  /** Adds an entry as part of a larger step. */
  public AtomicWrite append(AtomicWrite write, String deployment, Evidence evidence) {
    String key = Keys.evidence(deployment);
    return write.append(key, KEPT_RECORDS, FIELD, wire.write(evidence)).expire(key, EXPIRY);
  }

  /**
   * All that is kept, oldest first; an entry that cannot be read is left out.
   *
   * @throws io.lettuce.core.RedisException when Redis is away
   */
  public List<Evidence> all(String deployment) {
    String key = Keys.evidence(deployment);
    return redis.commands().xrange(key, Range.unbounded()).stream()
        .flatMap(entry ->
            wire.readable(key, entry.getId(), entry.getBody().get(FIELD), Evidence.class).stream())
        .toList();
  }
}
