package dev.aviary.builder.app;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.BadValueException;
import dev.aviary.contract.app.BuildOptions;
import dev.aviary.contract.app.CanaryOptions;
import dev.aviary.contract.app.Check;
import dev.aviary.contract.app.RunOptions;
import dev.aviary.contract.app.TlsOptions;
import dev.aviary.contract.app.TriggerOptions;
import dev.aviary.contract.app.VisitorOptions;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person gives for an app: {@link AppSpec} without the place among the slot ports, which the
 * builder gives. Everything but the repository may be missing; an empty one says that the app is
 * deployed by images alone.
 *
 * @param name may be left out; otherwise as in the path
 * @param index may be left out; otherwise as the builder gave it: what was read may be put back
 * @param notes what was answered the last time ({@link RegisteredApp}); not looked at
 */
@Serdeable
record AppSettings(
    @Nullable String name,
    @Nullable Integer index,
    @Nullable String repository,
    @Nullable String repositoryCa,
    @Nullable String stableBranch,
    @Nullable String slug,
    @Nullable List<String> hosts,
    @JsonUnwrapped @Nullable BuildOptions build,
    @JsonUnwrapped @Nullable RunOptions run,
    @JsonUnwrapped @Nullable TriggerOptions triggers,
    @JsonUnwrapped @Nullable CanaryOptions canary,
    @JsonUnwrapped @Nullable VisitorOptions visitors,
    @Nullable TlsOptions tls,
    @Nullable List<String> notes) {

  /**
   * @throws BadValueException when a value is missing or out of range, saying which
   */
  @SuppressWarnings("NullAway") // AppSpec puts its default where null is given
  AppSpec spec(String app, int place) {
    Check.that(
        name == null || name.equals(app), "name is '%s', the path says '%s'".formatted(name, app));
    Check.that(
        index == null || index == place,
        "index is %s, and the builder gave %d; leave it out".formatted(index, place));
    String address =
        Check.present(
            repository, "repository, or \"\" for an app that is deployed by images alone,");
    Check.that(address.isEmpty() || !address.isBlank(), "repository is empty");
    return new AppSpec(
        app,
        place,
        address,
        repositoryCa,
        stableBranch,
        slug,
        hosts,
        build,
        run,
        triggers,
        canary,
        visitors,
        tls);
  }

  AppSettings withStableBranch(String branch) {
    return new AppSettings(
        name,
        index,
        repository,
        repositoryCa,
        branch,
        slug,
        hosts,
        build,
        run,
        triggers,
        canary,
        visitors,
        tls,
        notes);
  }
}
