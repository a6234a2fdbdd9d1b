package dev.aviary.builder.rollout;

import io.micronaut.serde.annotation.Serdeable;
import org.jspecify.annotations.Nullable;

/**
 * The body of a call that promotes, withdraws or rolls back.
 *
 * @param force whether a withdrawn commit is taken too; needs a reason
 * @param deployment the canary that is meant: another one is left as it is. Of promote and
 *     withdraw; null: whichever there is
 */
@Serdeable
record Verb(@Nullable Boolean force, @Nullable String reason, @Nullable String deployment) {
  static final Verb PLAIN = new Verb(null, null, null);

  Consent consent() {
    return new Consent(Boolean.TRUE.equals(force), reason);
  }
}
