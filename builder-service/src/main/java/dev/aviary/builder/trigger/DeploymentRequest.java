package dev.aviary.builder.trigger;

import io.micronaut.serde.annotation.Serdeable;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /deployments}.
 *
 * @param commit the commit to deploy; missing: where the branch stands
 * @param force tries a withdrawn commit again, or builds one again that is live; needs a reason
 * @param image an image to deploy in place of a commit; {@code branch} then says on which track,
 *     and is the stable one where it is missing
 */
@Serdeable
record DeploymentRequest(
    @Nullable String app,
    @Nullable String branch,
    @Nullable String commit,
    @Nullable Boolean force,
    @Nullable String reason,
    @Nullable String image) {

  /** Why it is tried or built again, or null. */
  @Nullable String forced() {
    return Boolean.TRUE.equals(force) ? reason == null ? "" : reason.strip() : null;
  }
}
