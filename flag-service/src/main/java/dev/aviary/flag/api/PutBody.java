package dev.aviary.flag.api;

import dev.aviary.contract.app.Check;
import io.micronaut.serde.annotation.Serdeable;
import org.jspecify.annotations.Nullable;

/**
 * What a flag is to be.
 *
 * @param on required
 * @param description at most 500 characters; missing leaves it as it is, an empty one removes it
 */
@Serdeable
record PutBody(@Nullable Object on, @Nullable String description) {
  PutBody {
    // Not declared as Boolean: the mapper would take every text for false.
    Check.that(on instanceof Boolean, "send {\"on\": true} or {\"on\": false}");
    Check.that(
        description == null || description.length() <= 500,
        "description is longer than 500 characters");
  }

  boolean turnsOn() {
    return Boolean.TRUE.equals(on);
  }
}
