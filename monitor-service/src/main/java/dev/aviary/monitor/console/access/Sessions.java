package dev.aviary.monitor.console.access;

import dev.aviary.monitor.node.NodeSettings;
import io.lettuce.core.RedisException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of this process: a restart ends them, and browsers sign in again. On a swarm those
 * of all monitors; while Redis is away each goes on with those that it has seen.
 */
@Singleton
public final class Sessions {
  /** One more ends the one that was unused for longest. */
  static final int MOST = 200;

  /** How often the other monitors are told that a session is used. */
  private static final Duration TOLD = Duration.ofMinutes(1);

  private final Map<String, Session> sessions = new ConcurrentHashMap<>();
  private final @Nullable SessionStore shared;
  private final InstantSource clock;

  @Inject
  Sessions(NodeSettings node, SessionStore store, InstantSource clock) {
    this.shared = node.ofSwarm() ? store : null;
    this.clock = clock;
  }

  Sessions(InstantSource clock) {
    this.shared = null;
    this.clock = clock;
  }

  /**
   * A new session and what the browser shows for it.
   *
   * @param cookie is known nowhere else
   */
  record Begun(Session session, String cookie) {}

  /**
   * @throws RedisException on a swarm, when Redis is away
   */
  Begun begin(String name, Role role) {
    Instant now = clock.instant();
    List<Session> known = known();
    known.stream().filter(each -> !each.expires().isAfter(now)).forEach(this::end);
    List<Session> left = known.stream().filter(each -> each.expires().isAfter(now)).toList();
    if (left.size() >= MOST) {
      left.stream().min(Comparator.comparing(Session::used)).ifPresent(this::end);
    }
    String cookie = Secrets.random();
    var session = new Session(Secrets.hash(cookie), name, role, now.plus(Session.LONGEST), now);
    if (shared != null) {
      shared.put(session);
    }
    sessions.put(session.key(), session);
    return new Begun(session, cookie);
  }

  /** The session of a cookie, which is used by this. */
  Optional<Session> use(String cookie) {
    return useKey(Secrets.hash(cookie));
  }

  /** The same by what is kept of the cookie; nothing once the session has ended. */
  public Optional<Session> useKey(String key) {
    Instant now = clock.instant();
    if (shared != null) {
      follow(shared, key, now);
    }
    return Optional.ofNullable(
        sessions.computeIfPresent(
            key, (_, session) -> session.expires().isAfter(now) ? session.usedAt(now) : null));
  }

  /** Takes over what other monitors know of it, and tells them that it is used. */
  private void follow(SessionStore store, String key, Instant now) {
    try {
      Session stored = store.find(key).orElse(null);
      if (stored == null) {
        sessions.remove(key);
        return;
      }
      Session newest =
          sessions.merge(
              key, stored, (one, other) -> one.used().isAfter(other.used()) ? one : other);
      if (newest.expires().isAfter(now) && stored.used().isBefore(now.minus(TOLD))) {
        store.refresh(newest.usedAt(now));
      }
    } catch (RedisException away) {
      // What is known here counts.
    }
  }

  private List<Session> known() {
    return shared == null ? List.copyOf(sessions.values()) : shared.all();
  }

  void end(Session session) {
    if (shared != null) {
      shared.remove(session);
    }
    sessions.remove(session.key());
  }

  /** Those that were begun with one token. */
  void endAllOf(String name) {
    known().stream().filter(each -> each.name().equals(name)).forEach(this::end);
  }
}
