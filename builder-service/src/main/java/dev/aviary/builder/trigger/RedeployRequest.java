package dev.aviary.builder.trigger;

import io.micronaut.serde.annotation.Serdeable;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /apps/{app}/redeploy}, which may be missing.
 *
 * @param track {@code stable} or {@code canary}; missing: stable
 * @param reason for the timeline
 */
@Serdeable
record RedeployRequest(@Nullable String track, @Nullable String reason) {
  static final RedeployRequest PLAIN = new RedeployRequest(null, null);
}
