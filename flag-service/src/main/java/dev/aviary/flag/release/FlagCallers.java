package dev.aviary.flag.release;

import dev.aviary.contract.caller.Caller;
import dev.aviary.contract.caller.CallerStore;
import dev.aviary.contract.caller.CallerToken;
import dev.aviary.contract.http.AdminToken;
import dev.aviary.contract.loop.BackgroundLoop;
import dev.aviary.contract.loop.BackgroundLoops;
import dev.aviary.flag.store.ListenerSecret;
import io.lettuce.core.RedisException;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.runtime.event.annotation.EventListener;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows callers by their tokens: in memory and on disk those that have asked before, in Redis all
 * containers.
 */
@Singleton
public final class FlagCallers {
  private static final Logger LOG = LoggerFactory.getLogger(FlagCallers.class);

  /** More containers than a machine can run. */
  private static final int MOST = 10_000;

  /**
   * A container is forgotten when so many looks in a row did not find it: a Redis that came back
   * empty knows it again when the builder has written it.
   */
  private static final int MISSED = 3;

  /** How often it looks whether containers are still there. */
  private static final Duration REVIEW = Duration.ofSeconds(30);

  /** How soon after a change it is on disk. */
  private static final Duration KEEP = Duration.ofSeconds(1);

  private final CallerStore store;
  private final AdminToken admin;
  private final FlagCallersFile file;
  private final ListenerSecret shared;
  private volatile ListenerIds listeners;

  /** By the hash of the token. */
  private final Map<String, FlagCaller> known = new ConcurrentHashMap<>();

  /** By the id under which they listen. */
  private final Map<String, FlagCaller> listening = new ConcurrentHashMap<>();

  /** How many looks in a row did not find a container, by the hash of its token. */
  private final Map<String, Integer> missed = new ConcurrentHashMap<>();

  private final AtomicBoolean changed = new AtomicBoolean(true);

  private final BackgroundLoop reviews;
  private final BackgroundLoop keeping;

  FlagCallers(
      CallerStore store,
      AdminToken admin,
      ReaderSettings settings,
      FlagCallersFile file,
      ListenerSecret shared,
      BackgroundLoops loops) {
    this.reviews = loops.make("askers-review", REVIEW, this::review);
    this.keeping = loops.make("askers-file", KEEP, this::keep);
    this.store = store;
    this.admin = admin;
    this.file = file;
    KnownCallers kept = file.read();
    this.shared = shared;
    this.listeners = new ListenerIds(kept.secret());
    settings.tokens().stream()
        .map(FlagCallers::hash)
        .forEach(hash -> remember(hash, new FlagCaller.Reader(hash)));
    kept.callers().forEach((hash, caller) -> remember(hash, new FlagCaller.Deployed(hash, caller)));
  }

  /** Who has asked with that token before, or needs nothing of Redis to be known. Never waits. */
  public Optional<FlagCaller> recall(String token) {
    String hash = hash(token);
    FlagCaller before = known.get(hash);
    if (before != null) {
      return Optional.of(before);
    }
    return admin.is(token) ? Optional.of(new FlagCaller.Admin(hash)) : Optional.empty();
  }

  /**
   * Who has that token, by a look at Redis.
   *
   * @throws RedisException when Redis is away
   */
  public Optional<FlagCaller> look(String token) {
    return find(hash(token));
  }

  private Optional<FlagCaller> find(String hash) {
    return store.find(hash).map(caller -> remember(hash, new FlagCaller.Deployed(hash, caller)));
  }

  /**
   * What stands for the asker in the URL of a stream, which it opens and nothing else. Nothing for
   * whoever has no token, and for the admin, whose token is to leave no trace.
   */
  public Optional<String> listenerId(FlagCaller asker) {
    return switch (asker) {
      case FlagCaller.Reader _, FlagCaller.Deployed _ -> Optional.of(listeners.of(asker));
      case FlagCaller.Anybody _, FlagCaller.Admin _ -> Optional.empty();
    };
  }

  /** Of nobody, and another one when all ids are others because the secret is. */
  public String nobodysListenerId() {
    return listeners.nobody();
  }

  /**
   * Who listens under that id; nothing: nobody that is known. A container that has asked another
   * flag service alone is looked up in Redis.
   *
   * @throws RedisException when Redis is away and only it could tell
   */
  public Optional<FlagCaller> listener(String id) {
    FlagCaller asker = listening.get(id);
    return asker == null ? listeners.container(id).flatMap(this::find) : Optional.of(asker);
  }

  /** Forgets containers that are gone. While Redis is away no container is forgotten. */
  void review() {
    agree();
    known.forEach((hash, asker) -> {
      if (asker instanceof FlagCaller.Deployed) {
        review(hash, asker);
      }
    });
  }

  /** Takes the secret of all flag services for its own, where it has another one. */
  private void agree() {
    String agreed = shared.agree(listeners.secret());
    if (!agreed.equals(listeners.secret())) {
      listeners = new ListenerIds(agreed);
      listening.clear();
      known.values().forEach(asker -> listening.put(listeners.of(asker), asker));
      changed.set(true);
    }
  }

  private void review(String hash, FlagCaller asker) {
    if (store.find(hash).isPresent()) {
      missed.remove(hash);
    } else if (missed.merge(hash, 1, Integer::sum) >= MISSED) {
      missed.remove(hash);
      known.remove(hash);
      listening.remove(listeners.of(asker));
      changed.set(true);
    }
  }

  @EventListener
  void start(StartupEvent event) {
    try {
      agree();
    } catch (RedisException e) {
      LOG.atDebug().setCause(e).log("The reviews ask for the secret of all flag services again");
    }
    reviews.start();
    keeping.start();
  }

  @PreDestroy
  void close() {
    reviews.close();
    keeping.close();
    keep();
  }

  /** Again and again until it is on disk. */
  synchronized void keep() {
    if (changed.getAndSet(false)) {
      Map<String, Caller> callers = new TreeMap<>();
      known.forEach((hash, asker) -> {
        if (asker instanceof FlagCaller.Deployed(_, Caller caller)) {
          callers.put(hash, caller);
        }
      });
      if (!file.write(new KnownCallers(listeners.secret(), callers))) {
        changed.set(true);
      }
    }
  }

  private FlagCaller remember(String hash, FlagCaller asker) {
    if (known.size() < MOST) {
      known.put(hash, asker);
      listening.put(listeners.of(asker), asker);
      changed.set(true);
    }
    return asker;
  }

  private static String hash(String token) {
    return token.isBlank() ? "" : new CallerToken(token).hash();
  }
}
