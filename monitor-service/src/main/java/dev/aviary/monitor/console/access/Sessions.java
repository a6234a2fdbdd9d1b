package dev.aviary.monitor.console.access;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The sessions of this process: a restart ends them, and browsers sign in again. */
@Singleton
public final class Sessions {
  /** One more ends the one that was unused for longest. */
  static final int MOST = 200;

  private final Map<String, Session> sessions = new ConcurrentHashMap<>();
  private final InstantSource clock;

  Sessions(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * A new session and what the browser shows for it.
   *
   * @param cookie is known nowhere else
   */
  record Begun(Session session, String cookie) {}

  Begun begin(String name, Role role) {
    Instant now = clock.instant();
    sessions.values().removeIf(each -> !each.expires().isAfter(now));
    if (sessions.size() >= MOST) {
      sessions.values().stream()
          .min(Comparator.comparing(Session::used))
          .ifPresent(oldest -> sessions.remove(oldest.key()));
    }
    String cookie = Secrets.random();
    var session = new Session(Secrets.hash(cookie), name, role, now.plus(Session.LONGEST), now);
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
    return Optional.ofNullable(
        sessions.computeIfPresent(
            key, (_, session) -> session.expires().isAfter(now) ? session.usedAt(now) : null));
  }

  void end(Session session) {
    sessions.remove(session.key());
  }

  /** Those that were begun with one token. */
  void endAllOf(String name) {
    sessions.values().removeIf(each -> each.name().equals(name));
  }
}
