package dev.aviary.monitor.console.access;

import dev.aviary.contract.app.Check;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Duration;
import java.time.Instant;

/**
 * A browser that is signed in. What the browser holds is known by its hash alone.
 *
 * @param key SHA-256 of the cookie, in hexadecimal
 * @param name of the token that it was begun with
 * @param until when it ends at the latest
 * @param used when it was last used
 */
@Serdeable
public record Session(String key, String name, Role role, Instant until, Instant used) {
  public Session {
    Check.that(Check.text(key, "key").matches("[0-9a-f]{64}"), "key is not the hash of a cookie");
    Check.text(name, "name");
    Check.present(role, "role");
    Check.present(until, "until");
    Check.present(used, "used");
  }

  static final Duration LONGEST = Duration.ofHours(12);

  /** So long it lasts without being used. */
  static final Duration UNUSED = Duration.ofHours(1);

  /** When it ends if it is not used any more. */
  Instant expires() {
    Instant unused = used.plus(UNUSED);
    return unused.isBefore(until) ? unused : until;
  }

  Session usedAt(Instant now) {
    return new Session(key, name, role, until, now);
  }
}
