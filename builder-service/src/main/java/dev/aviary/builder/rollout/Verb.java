package dev.aviary.builder.rollout;

import io.micronaut.serde.annotation.Serdeable;
import org.jspecify.annotations.Nullable;

/**
 * What comes with a wish to promote, withdraw or roll back.
 *
 * @param force whether a withdrawn commit is wanted all the same; needs a reason
 */
@Serdeable
record Verb(@Nullable Boolean force, @Nullable String reason) {
  static final Verb PLAIN = new Verb(null, null);

  Consent consent() {
    return new Consent(Boolean.TRUE.equals(force), reason);
  }
}
