package dev.aviary.builder.testing;

import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.BuildOptions;
import dev.aviary.contract.app.RunOptions;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Settings of apps for tests. */
public final class Specs {
  private Specs() {}

  public static AppSpec of(String name, String repository, @Nullable String command) {
    return of(name, repository, "ada/" + name, command, null);
  }

  public static AppSpec onBase(String name, String repository, String base) {
    return of(name, repository, "ada/" + name, null, base);
  }

  public static AppSpec withSlug(String name, String repository, String slug) {
    return of(name, repository, slug, null, null);
  }

  /** Of an app whose image is made in a way of its own. */
  public static AppSpec built(String name, String repository, BuildOptions build) {
    AppSpec usual = of(name, repository, null);
    return new AppSpec(
        name,
        0,
        repository,
        usual.repositoryCa(),
        usual.stableBranch(),
        usual.slug(),
        List.of(),
        build,
        usual.run());
  }

  @SuppressWarnings("NullAway") // null is what a missing field is on the wire
  private static AppSpec of(
      String name,
      String repository,
      String slug,
      @Nullable String command,
      @Nullable String base) {
    var build = new BuildOptions(null, null, null, Map.of(), base);
    var run =
        new RunOptions(
            null, command, null, null, null, null, null, 5, null, null, null, null, null, null,
            null, null, null);
    return new AppSpec(name, 0, repository, null, null, slug, List.of(), build, run);
  }
}
