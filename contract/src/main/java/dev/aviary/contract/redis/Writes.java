package dev.aviary.contract.redis;

import jakarta.inject.Singleton;

/** Begins {@link AtomicWrite}s. */
@Singleton
public final class Writes {
  private final RedisLink redis;

  public Writes(RedisLink redis) {
    this.redis = redis;
  }

  public AtomicWrite begin() {
    return new AtomicWrite(redis);
  }
}
