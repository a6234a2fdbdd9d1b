package dev.aviary.flag.registry;

import dev.aviary.flag.store.FlagKey;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import java.util.Iterator;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Notices that flags changed: the plain keys that Redis gave notice of and that are not looked at
 * yet (Redis documentation, "Redis keyspace notifications"; the server's setting is {@code Kg$x}),
 * and word of other flag services that they wrote.
 */
final class KeyNotices extends RedisPubSubAdapter<String, String> {
  /**
   * Of keys that may be plain ones: those of the services begin with a brace, and an import writes
   * thousands of them. The ACL user may subscribe to exactly this pattern.
   */
  static final String CHANNELS = "__keyspace@*__:[^{]*";

  private static final String END_OF_PREFIX = "__:";

  private final Set<FlagKey> keys = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean everything = new AtomicBoolean(true);
  private final Runnable given;

  /**
   * @param given is called at each notice, on a thread of the Redis client
   */
  KeyNotices(Runnable given) {
    this.given = given;
  }

  @Override
  public void message(String pattern, String channel, String operation) {
    String key = channel.substring(channel.indexOf(END_OF_PREFIX) + END_OF_PREFIX.length());
    FlagKey.of(key).ifPresent(this::add);
  }

  /** A flag service wrote flags, this one or another. */
  @Override
  public void message(String channel, String revision) {
    given.run();
  }

  /** Begun, or begun again after the connection was lost: notices may have been missed. */
  @Override
  public void psubscribed(String pattern, long count) {
    missed();
    given.run();
  }

  private void add(FlagKey key) {
    keys.add(key);
    given.run();
  }

  /** The next look must be at every key. */
  void missed() {
    everything.set(true);
  }

  /** Whether every key must be looked at. The caller does so. */
  boolean everything() {
    return everything.getAndSet(false);
  }

  /** The keys since the last time. */
  Set<FlagKey> drain() {
    var drained = new TreeSet<FlagKey>();
    for (Iterator<FlagKey> each = keys.iterator(); each.hasNext(); ) {
      drained.add(each.next());
      each.remove();
    }
    return drained;
  }
}
