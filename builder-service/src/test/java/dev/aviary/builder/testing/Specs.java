package dev.aviary.builder.testing;

import dev.aviary.contract.app.AppSpec;
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

  @SuppressWarnings("NullAway") // null is what a missing field is on the wire
  private static AppSpec of(
      String name,
      String repository,
      String slug,
      @Nullable String command,
      @Nullable String base) {
    return new AppSpec(
        name, 0, repository, null, slug, List.of(), null, null, command, base, 5, null, Map.of());
  }
}
