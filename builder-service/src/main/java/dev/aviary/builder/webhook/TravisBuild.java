package dev.aviary.builder.webhook;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.aviary.contract.app.BadValueException;
import dev.aviary.contract.app.Check;
import io.micronaut.serde.annotation.Serdeable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A finished CI build, as Travis tells it. What is not needed is left out.
 *
 * @param status 0 when it passed
 */
@Serdeable
record TravisBuild(
    @Nullable String number,
    @Nullable String type,
    @Nullable String state,
    @Nullable Integer status,
    @Nullable String branch,
    @Nullable String commit,
    @Nullable String tag,
    @JsonProperty("pull_request") @Nullable Boolean pullRequest,
    @Nullable Repository repository) {

  @Serdeable
  record Repository(@JsonProperty("owner_name") @Nullable String owner, @Nullable String name) {}

  /** {@code owner/name}. */
  String slug() {
    return repository == null ? "" : repository.owner() + "/" + repository.name();
  }

  /** Why this build is not deployed, for a person; nothing when it may be. */
  Optional<String> objection() {
    if (Boolean.TRUE.equals(pullRequest) || "pull_request".equals(type)) {
      return Optional.of("a pull request is not deployed; its branch is, once it is pushed");
    }
    if (tag != null) {
      return Optional.of("a tag is not deployed");
    }
    if (!"push".equals(type)) {
      return Optional.of("a build of type " + type + " is not deployed; pushes are");
    }
    if (!"passed".equals(state) || status == null || status != 0) {
      return Optional.of("the build did not pass");
    }
    return Optional.empty();
  }

  /**
   * @throws BadValueException when it is missing or no number
   */
  long buildNumber() {
    String digits = Check.present(number, "number");
    Check.that(digits.matches("[0-9]{1,18}"), "number is '" + digits + "'; a build has a number");
    return Long.parseLong(digits);
  }
}
