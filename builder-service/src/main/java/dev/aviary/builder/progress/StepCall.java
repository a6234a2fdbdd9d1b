package dev.aviary.builder.progress;

import io.micronaut.serde.annotation.Serdeable;
import org.jspecify.annotations.Nullable;

/**
 * The body of a call about a canary's steps.
 *
 * @param reason for the timeline
 */
@Serdeable
record StepCall(@Nullable String reason) {
  static final StepCall PLAIN = new StepCall(null);
}
