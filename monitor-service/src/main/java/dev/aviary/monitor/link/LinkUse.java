package dev.aviary.monitor.link;

import dev.aviary.contract.app.Check;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That a link was used.
 *
 * @param id of this use: two at once are told apart by it
 * @param outcome what happened, one sentence; null while it is being done
 */
@Serdeable
record LinkUse(String id, Instant at, @Nullable String outcome) {
  LinkUse {
    Check.text(id, "id");
    Check.present(at, "at");
  }

  LinkUse with(String what) {
    return new LinkUse(id, at, what);
  }
}
