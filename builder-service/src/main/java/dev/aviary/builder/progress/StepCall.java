package dev.aviary.builder.progress;

import io.micronaut.serde.annotation.Serdeable;
import org.jspecify.annotations.Nullable;

/**
 * What comes with a call about a canary's steps.
 *
 * @param reason why, for whoever reads the history
 */
@Serdeable
record StepCall(@Nullable String reason) {
  static final StepCall PLAIN = new StepCall(null);
}
