package dev.aviary.flag.release;

import dev.aviary.contract.caller.CallerStore;
import dev.aviary.contract.caller.CallerToken;
import dev.aviary.contract.http.AdminToken;
import io.lettuce.core.RedisException;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows askers by their tokens: in memory those that have asked before, in Redis all containers.
 */
@Singleton
public final class Askers {
  /** More containers than a machine can run. */
  private static final int MOST = 10_000;

  private static final Logger LOG = LoggerFactory.getLogger(Askers.class);

  private final CallerStore store;
  private final AdminToken admin;
  private final Set<String> readers;

  /** By the hash of the token. */
  private final Map<String, Asker> known = new ConcurrentHashMap<>();

  Askers(CallerStore store, AdminToken admin, ReaderSettings settings) {
    this.store = store;
    this.admin = admin;
    this.readers =
        settings.tokens().stream().map(Askers::hash).collect(Collectors.toUnmodifiableSet());
  }

  /** Who has asked with that token before, or needs nothing of Redis to be known. Never waits. */
  public Optional<Asker> recall(String token) {
    String hash = hash(token);
    Asker before = known.get(hash);
    if (before != null) {
      return Optional.of(before);
    }
    return admin.is(token) || readers.contains(hash)
        ? Optional.of(remember(hash, new Asker.Reader(hash)))
        : Optional.empty();
  }

  /**
   * Who has that token, by a look at Redis.
   *
   * @throws RedisException when Redis is away
   */
  public Optional<Asker> look(String token) {
    String hash = hash(token);
    return store.find(hash).map(caller -> remember(hash, new Asker.Deployed(hash, caller)));
  }

  /** Whether somebody has a token with that hash: it opens streams of events and nothing else. */
  public boolean knows(String hash) {
    return known.containsKey(hash)
        || readers.contains(hash)
        || (hash.matches("[0-9a-f]{64}") && store.find(hash).isPresent());
  }

  /** Forgets containers that are gone. While Redis is away nobody is forgotten. */
  @Scheduled(fixedDelay = "30s")
  void review() {
    try {
      known.forEach((hash, asker) -> {
        if (asker instanceof Asker.Deployed && store.find(hash).isEmpty()) {
          known.remove(hash);
        }
      });
    } catch (RedisException away) {
      LOG.atDebug().setCause(away).log("Could not look who is still there");
    }
  }

  private Asker remember(String hash, Asker asker) {
    if (known.size() < MOST) {
      known.put(hash, asker);
    }
    return asker;
  }

  private static String hash(String token) {
    return token.isBlank() ? "" : new CallerToken(token).hash();
  }
}
