package dev.aviary.contract.caller;

import dev.aviary.contract.app.Check;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.app.Track;
import io.micronaut.serde.annotation.Serdeable;

/**
 * A deployed container that asks for flags: what runs in it, and where.
 *
 * @param release the release's id
 */
@Serdeable
public record Caller(String app, String release, Track track, Slot slot) {
  public Caller {
    Check.app(app);
    Check.text(release, "release");
    Check.present(track, "track");
    Check.present(slot, "slot");
  }
}
