package dev.aviary.flag.registry;

import dev.aviary.contract.event.Event;
import dev.aviary.contract.idempotency.IdempotencyStore;
import dev.aviary.contract.idempotency.IdempotentRequest;
import dev.aviary.contract.redis.AtomicWrite;
import dev.aviary.flag.evaluate.Ruleset;
import dev.aviary.flag.store.FlagKey;
import dev.aviary.flag.store.FlagSet;
import dev.aviary.flag.store.FlagStore;
import dev.aviary.flag.store.StoredFlags;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The flags of the instance. Reading is reading memory, with or without Redis. Every change begins
 * with a look at Redis, so that what was done there by hand or lost there comes before it; it
 * throws {@link RedisException} when Redis is away, and then nothing is changed.
 */
@Singleton
public final class Registry {
  private static final Logger LOG = LoggerFactory.getLogger(Registry.class);

  /** A change that found other changes in Redis so often in a row is given up. */
  private static final int ATTEMPTS = 10;

  /** The longest pause before the second attempt; each further one may be so much longer. */
  private static final Duration PAUSE = Duration.ofMillis(10);

  private final FlagStore store;
  private final IdempotencyStore requests;
  private final InstantSource clock;
  private final ReentrantLock changing = new ReentrantLock();
  private final List<RulesetListener> listeners = new CopyOnWriteArrayList<>();
  private volatile Catalog catalog = Catalog.NONE;
  private volatile boolean known;
  private volatile boolean stale = true;

  /** Whether Redis gave no answer when it was asked last: a caller would wait long for one. */
  private volatile boolean silent;

  /** What is in memory may not be what Redis holds under the same revision. */
  private boolean doubtful = true;

  /** Redis' clock less this machine's, at the last look. */
  private volatile Duration ahead = Duration.ZERO;

  /** The moment of the last repair. */
  private Instant repaired;

  /** The last repair that found a kill ended. Kept on disk, which need not be written at each. */
  private volatile Instant told;

  Registry(FlagStore store, IdempotencyStore requests, InstantSource clock) {
    this.store = store;
    this.requests = requests;
    this.clock = clock;
    this.repaired = clock.instant();
    this.told = repaired;
  }

  /** The rules in memory. Never waits. */
  public Ruleset current() {
    return catalog.rules();
  }

  /** The time by Redis' clock, as far as it is known; else by this machine's. */
  Instant now() {
    return clock.instant().plus(ahead);
  }

  /** The flags in memory. Never waits. */
  public Catalog catalog() {
    return catalog;
  }

  /** Whether anything is known: false until Redis was reached or a snapshot read. */
  public boolean known() {
    return known;
  }

  /** Whether Redis was away at the last look: it may have been changed meanwhile. */
  public boolean stale() {
    return stale;
  }

  /** Tells this one of all rules that are published from now on. */
  public void listen(RulesetListener listener) {
    listeners.add(listener);
  }

  /** Begins with what was kept from before the start. */
  void begin(KeptFlags kept) {
    changing.lock();
    try {
      if (kept.told() != null) {
        told = kept.told();
        repaired = told;
      }
      publish(Catalog.of(kept.flags(), Catalog.NONE));
    } finally {
      changing.unlock();
    }
  }

  /** What a restart is to {@linkplain #begin begin with}. */
  KeptFlags toKeep() {
    return new KeptFlags(catalog.stored(), told);
  }

  /**
   * Takes over what was done to plain keys by hand, writes again what Redis lost, and what a moment
   * has changed.
   *
   * @param noticed plain keys to look at beside those of the flags
   */
  void synchronise(Collection<FlagKey> noticed) {
    attempts(noticed, false, null, _ -> Optional.empty());
  }

  /** The plain keys in Redis that could be flags. */
  Collection<FlagKey> candidates() {
    return store.candidates();
  }

  /**
   * @param keys plain keys to look at beside those of the flags
   * @throws RedisException when Redis is away or hangs, at once when that is known; nothing is
   *     changed
   * @throws dev.aviary.contract.redis.RepeatedWriteException when the request was done before
   */
  EditResult change(Collection<FlagKey> keys, EditRequest request, Edit edit) {
    if (silent) {
      throw new RedisConnectionException("Redis did not answer when it was last looked at");
    }
    return attempts(keys, request.trial(), request.idempotent(), edit);
  }

  private EditResult attempts(
      Collection<FlagKey> keys, boolean trial, @Nullable IdempotentRequest request, Edit edit) {
    for (int conflicts = 0; conflicts < ATTEMPTS; conflicts++) {
      if (conflicts > 0) {
        // Outside of the lock, and not in step with other writers.
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(conflicts * PAUSE.toNanos()));
      }
      Optional<EditResult> result = attempt(keys, trial, request, edit);
      if (result.isPresent()) {
        return result.get();
      }
    }
    LOG.atWarn()
        .addKeyValue("attempts", ATTEMPTS)
        .log("Gave up a change of flags: another writer changed them during each attempt");
    return new EditResult.Contended();
  }

  private Optional<EditResult> attempt(
      Collection<FlagKey> keys, boolean trial, @Nullable IdempotentRequest request, Edit edit) {
    changing.lock();
    try {
      Optional<EditResult> result = change(look(keys), trial, request, edit);
      doubtful = result.isEmpty() || result.get() instanceof EditResult.Unanswered;
      return result;
    } catch (RedisException e) {
      lost(e);
      throw e;
    } finally {
      changing.unlock();
    }
  }

  /** Nothing when another writer came first. */
  private Optional<EditResult> change(
      StoredFlags found, boolean trial, @Nullable IdempotentRequest request, Edit edit) {
    // By Redis' clock: all flag services of an instance take what time does for done at one moment.
    Instant now = found.at();
    Instant since = found.killsTold().orElse(repaired);
    CatalogChange right = Repair.of(catalog, Catalog.of(found.flags(), catalog), found, since, now);
    boolean ended = Repair.endedKill(right.catalog(), since, now);
    if (!write(found, right, ended ? now : null, null)) {
      return Optional.empty();
    }
    Catalog before = right.catalog();
    if (ended) {
      told = now;
    }
    repaired = now;
    FlagSetDraft draft = new FlagSetDraft(before, before.revision() + 1, now);
    Optional<EditResult.Unchanged> refusal = edit.on(draft).or(draft::refusal);
    if (refusal.isPresent()) {
      return Optional.of(refusal.get());
    }
    CatalogChange next = draft.finish(false);
    var done = Optional.<EditResult>of(EditResult.Done.of(before, next, draft));
    StoredFlags stored = new StoredFlags(before.stored(), new TreeMap<>(), now);
    try {
      return trial || write(stored, next, null, request) ? done : Optional.empty();
    } catch (RedisCommandTimeoutException e) {
      lost(e);
      return Optional.of(new EditResult.Unanswered());
    }
  }

  /** A Redis that refuses a command answers; one that does not is asked by the watch alone. */
  private void lost(RedisException e) {
    stale = true;
    doubtful = true;
    silent = !(e instanceof RedisCommandExecutionException);
  }

  private StoredFlags look(Collection<FlagKey> keys) {
    StoredFlags found = store.look(doubtful ? FlagSet.NONE : catalog.stored(), keys);
    ahead = Duration.between(clock.instant(), found.at());
    if (!Repair.lost(catalog, found)) {
      return found;
    }
    var all = new TreeSet<>(catalog.flags().keySet());
    all.addAll(keys);
    return store.look(FlagSet.NONE, all);
  }

  private boolean write(
      StoredFlags found,
      CatalogChange next,
      @Nullable Instant killsTold,
      @Nullable IdempotentRequest request) {
    FlagSet flags = next.catalog().stored();
    UnaryOperator<AtomicWrite> remembering =
        request == null
            ? null
            : write ->
                requests.complete(write, request, 200, null, new MadeChange(flags.revision()));
    if (!store.replace(found, flags, next.changes(), next.events(), killsTold, remembering)) {
      return false;
    }
    publish(next.catalog());
    stale = false;
    silent = false;
    next.events().forEach(Registry::log);
    return true;
  }

  private void publish(Catalog next) {
    boolean news = !known || next.rules() != catalog.rules();
    catalog = next;
    known = true;
    if (news) {
      listeners.forEach(listener -> listener.published(next.rules()));
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
