package dev.aviary.contract.http;

import java.util.concurrent.atomic.AtomicLongArray;

/*
 * One long a client: 20 bits that tell it from others, 44 bits of time in microseconds. The time is
 * the "theoretical arrival time" of GCRA (ITU-T I.371, annex A): a bucket's level, told as the
 * moment at which it is full again.
 *
 * The table is split into sets of four entries. A client's hash names its set; a new one takes the
 * place of the entry that has been full for longest. A client with very many addresses can make
 * the table forget entries. It cannot make the table grow, and it cannot choose whose entry is
 * forgotten, because the hash is seeded. Two clients share an entry by one chance in a million for
 * each pair of a set, so that hardly any client waits for another's requests.
 */

/** Token buckets of any number of clients in 512 KiB, or of one alone, without a lock. */
public final class RateTable {
  private static final int SETS = 1 << 14;
  private static final int WAYS = 4;
  private static final int TIME_BITS = 44;
  private static final long TIME = (1L << TIME_BITS) - 1;
  private static final long SECOND = 1_000_000;
  private static final long MICROSECOND = 1_000;

  private final AtomicLongArray entries;
  private final int lastSet;
  private final long seed;
  private final long interval;
  private final long tolerance;

  /**
   * @param perSecond tokens that come back in a second; 0: every bucket stays full. A token takes
   *     whole microseconds to come back, so that 300,000 a second are 333,333
   * @param burst tokens that a full bucket holds
   * @param seed a random number, so that no client knows which ones share its set
   */
  public RateTable(int perSecond, int burst, long seed) {
    this(perSecond, burst, seed, SETS);
  }

  private RateTable(int perSecond, int burst, long seed, int sets) {
    this.entries = new AtomicLongArray(sets * WAYS);
    this.lastSet = sets - 1;
    this.seed = seed;
    this.interval = perSecond == 0 ? 0 : SECOND / perSecond;
    this.tolerance = (burst - 1) * interval;
  }

  /** With one client, whose number is always the same. */
  public static RateTable ofOne(int perSecond, int burst) {
    return new RateTable(perSecond, burst, 0, 1);
  }

  /**
   * Takes a token of the client's.
   *
   * @param nanos of a clock that began with this table
   * @return false when there is none
   */
  public boolean take(long client, long nanos) {
    return micros(client, nanos / MICROSECOND) == 0;
  }

  /**
   * Takes a token of the client's.
   *
   * @param nanos of a clock that began with this table
   * @return 0; or, when there is none, the whole seconds until one is back
   */
  public long takeOrWait(String client, long nanos) {
    return Math.ceilDiv(micros(client.hashCode(), nanos / MICROSECOND), SECOND);
  }

  /** 0, or the microseconds until a token is back. */
  private long micros(long client, long now) {
    long hash = mix(client ^ seed);
    long tag = (hash >>> TIME_BITS) << TIME_BITS;
    int set = (int) (hash & lastSet) * WAYS;
    while (true) {
      int at = find(set, tag, now & TIME);
      long entry = entries.get(at);
      long full = (entry & ~TIME) == tag ? notBefore(entry & TIME, now & TIME) : now & TIME;
      long wait = full - (now & TIME) - tolerance;
      if (wait > 0) {
        return wait;
      }
      if (entries.compareAndSet(at, entry, tag | ((full + interval) & TIME))) {
        return 0;
      }
    }
  }

  /** The client's entry, else the one that is needed least. */
  private int find(int set, long tag, long now) {
    int oldest = set;
    for (int at = set; at < set + WAYS; at++) {
      long entry = entries.get(at);
      if ((entry & ~TIME) == tag) {
        return at;
      }
      if (notBefore(entry & TIME, now) < notBefore(entries.get(oldest) & TIME, now)) {
        oldest = at;
      }
    }
    return oldest;
  }

  /** A time that lies further ahead than any bucket's can is left from before the clock's wrap. */
  private long notBefore(long time, long now) {
    return time - now > tolerance + interval ? now : Math.max(time, now);
  }

  /** The finaliser of SplitMix64 (Steele, Lea and Flood, 2014). */
  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
