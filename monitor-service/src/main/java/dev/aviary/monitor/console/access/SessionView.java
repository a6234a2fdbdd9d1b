package dev.aviary.monitor.console.access;

import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;

/**
 * A session, as its browser sees it.
 *
 * @param csrf what the browser sends as {@code X-CSRF-Token} with each change
 * @param expires when it ends if it is not used any more
 */
@Serdeable
record SessionView(String name, Role role, String csrf, Instant expires) {
  static SessionView of(Session session, String cookie) {
    return new SessionView(
        session.name(), session.role(), SignedInUsers.csrf(cookie), session.expires());
  }
}
