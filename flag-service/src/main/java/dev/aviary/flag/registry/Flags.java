package dev.aviary.flag.registry;

import dev.aviary.contract.event.Event;
import dev.aviary.contract.flag.Flag;
import dev.aviary.contract.flag.FlagKey;
import dev.aviary.contract.flag.FlagSet;
import dev.aviary.contract.flag.FlagStore;
import dev.aviary.contract.flag.StoredFlags;
import io.lettuce.core.RedisException;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All flags of the instance. Reading is reading memory, with or without Redis. Every change begins
 * with a look at Redis, so that what was done there by hand or lost there is part of the same step;
 * it throws {@link RedisException} when Redis is away, and then memory stays as it was.
 */
@Singleton
public final class Flags {
  private static final Logger LOG = LoggerFactory.getLogger(Flags.class);

  private final FlagStore store;
  private final InstantSource clock;
  private final ReentrantLock changing = new ReentrantLock();
  private volatile @Nullable FlagSet known;
  private volatile boolean stale = true;

  Flags(FlagStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /** The flags in memory; nothing before Redis was reached for the first time. */
  public Optional<FlagSet> known() {
    return Optional.ofNullable(known);
  }

  /** Whether Redis was away at the last look: it may have been changed meanwhile. */
  public boolean stale() {
    return stale;
  }

  /**
   * Creates the flag or changes it.
   *
   * @param description null leaves it as it is, a blank one removes it
   */
  public PutFlag put(FlagKey key, boolean on, @Nullable String description, Author author) {
    return change(
        List.of(key),
        draft -> {
          boolean created = !draft.has(key);
          return new PutFlag(draft.put(key, on, description, author), created);
        });
  }

  /** The flag after it was turned, or nothing when there is none. */
  public Optional<Flag> toggle(FlagKey key, Author author) {
    return change(List.of(key), draft -> draft.toggle(key, author));
  }

  /** Whether there was such a flag. */
  public boolean remove(FlagKey key, Author author) {
    return change(List.of(key), draft -> draft.remove(key, author));
  }

  /**
   * Takes over what was done to plain keys by hand, and writes again what Redis lost.
   *
   * @param noticed plain keys to look at beside those of the flags
   */
  void synchronise(Collection<FlagKey> noticed) {
    change(noticed, _ -> true);
  }

  /** The plain keys in Redis that could be flags. */
  Collection<FlagKey> candidates() {
    return store.candidates();
  }

  private <T> T change(Collection<FlagKey> keys, Function<Draft, T> edit) {
    changing.lock();
    try {
      while (true) {
        FlagSet before = known().orElse(FlagSet.NONE);
        StoredFlags found = store.look(before, keys);
        Draft draft = Draft.of(before, found, clock.instant());
        T result = edit.apply(draft);
        FlagSet next = draft.flags();
        if (store.replace(found, next, draft.events())) {
          known = next;
          stale = false;
          draft.events().forEach(Flags::log);
          return result;
        }
      }
    } catch (RedisException e) {
      stale = true;
      throw e;
    } finally {
      changing.unlock();
    }
  }

  private static void log(Event event) {
    LOG.atInfo()
        .addKeyValue("what", event.what())
        .addKeyValue("flag", event.subject())
        .addKeyValue("by", event.by())
        .addKeyValue("why", event.why())
        .log("Changed flags");
  }
}
