package dev.aviary.monitor.console.access;

import dev.aviary.contract.app.Check;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A token for the console, as it is on record.
 *
 * @param sha256 of the token: the token itself is told once, when it is made
 * @param lastUsed to the hour; null: never
 */
@Serdeable
record ConsoleToken(
    String name, Role role, String sha256, Instant created, @Nullable Instant lastUsed) {
  ConsoleToken {
    Check.text(name, "name");
    Check.present(role, "role");
    Check.that(
        Check.text(sha256, "sha256").matches("[0-9a-f]{64}"), "sha256 is not the hash of a token");
    Check.present(created, "created");
  }

  ConsoleToken usedAt(Instant now) {
    return new ConsoleToken(name, role, sha256, created, now);
  }
}
