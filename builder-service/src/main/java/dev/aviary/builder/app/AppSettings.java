package dev.aviary.builder.app;

import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.BadValueException;
import dev.aviary.contract.app.Check;
import dev.aviary.contract.app.Limits;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a person gives for an app: {@link AppSpec} without the place among the slot ports, which the
 * builder gives. Everything but the repository may be missing.
 *
 * @param name may be left out; otherwise as in the path
 */
@Serdeable
record AppSettings(
    @Nullable String name,
    @Nullable String repository,
    @Nullable String stableBranch,
    @Nullable String slug,
    @Nullable List<String> hosts,
    @Nullable String healthPath,
    @Nullable Integer port,
    @Nullable String command,
    @Nullable String baseImage,
    @Nullable Integer healthDeadlineSeconds,
    @Nullable Limits limits,
    @Nullable Map<String, String> env) {

  /**
   * @throws BadValueException when a value is missing or out of range, saying which
   */
  @SuppressWarnings("NullAway") // AppSpec puts its default where null is given
  AppSpec spec(String app, int index) {
    Check.that(
        name == null || name.equals(app), "name is '%s', the path says '%s'".formatted(name, app));
    return new AppSpec(
        app,
        index,
        Check.text(repository, "repository"),
        stableBranch,
        slug,
        hosts,
        healthPath,
        port,
        command,
        baseImage,
        healthDeadlineSeconds,
        limits,
        env);
  }
}
