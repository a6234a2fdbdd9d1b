package dev.aviary.contract.http;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A token bucket for each client, by the generic cell rate algorithm (ITU-T I.371, annex A): of
 * each bucket only the moment is kept at which it will be full again. There is a fixed number of
 * buckets, so no number of clients takes more memory; two clients meet in one by chance alone,
 * because the seed is random.
 */
public final class Throttle {
  /** A power of two. */
  static final int BUCKETS = 1 << 16;

  private static final long SECOND = 1_000_000_000L;

  private final long interval;
  private final long tolerance;
  private final int seed;
  private final AtomicLongArray full = new AtomicLongArray(BUCKETS);

  /**
   * @param perSecond 0: nobody waits
   */
  public Throttle(int perSecond, int burst, int seed) {
    this.interval = perSecond == 0 ? 0 : SECOND / perSecond;
    this.tolerance = interval * burst;
    this.seed = seed;
  }

  /**
   * Takes one request's worth out of the client's bucket.
   *
   * @param nanos of a clock that began with this throttle
   * @return 0, or the whole seconds to wait
   */
  public long take(String client, long nanos) {
    if (interval == 0) {
      return 0;
    }
    int bucket = bucket(client);
    while (true) {
      long before = full.get(bucket);
      long after = Math.max(before, nanos) + interval;
      long wait = after - nanos - tolerance;
      if (wait > 0) {
        return Math.ceilDiv(wait, SECOND);
      }
      if (full.compareAndSet(bucket, before, after)) {
        return 0;
      }
    }
  }

  private int bucket(String client) {
    int hash = (client.hashCode() ^ seed) * 0x9E3779B9;
    return (hash ^ (hash >>> 16)) & (BUCKETS - 1);
  }
}
