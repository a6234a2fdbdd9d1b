package dev.aviary.builder.trigger;

import io.micronaut.serde.annotation.Serdeable;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /deployments}.
 *
 * @param commit the commit to deploy; missing: where the branch stands
 * @param force tries a withdrawn commit again; needs a reason
 */
@Serdeable
record DeploymentRequest(
    @Nullable String app,
    @Nullable String branch,
    @Nullable String commit,
    @Nullable Boolean force,
    @Nullable String reason) {

  /** Why a withdrawn commit is tried again, or null. */
  @Nullable String forced() {
    return Boolean.TRUE.equals(force) ? reason == null ? "" : reason.strip() : null;
  }
}
