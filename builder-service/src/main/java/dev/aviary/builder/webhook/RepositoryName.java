package dev.aviary.builder.webhook;

import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.Credentials;
import java.util.Locale;

/**
 * A repository as its forge names it: {@code owner/name}, of any case, with groups between on
 * GitLab.
 */
record RepositoryName(String path) {

  /** Whether the app's settings mean this repository: by slug, or by the end of its address. */
  boolean isOf(AppSpec app) {
    String wanted = plain(path);
    if (app.slug() != null && plain(app.slug()).equals(wanted)) {
      return true;
    }
    // The host is left out: a forge has another name inside its network than outside.
    String address = plain(app.repository());
    return address.endsWith("/" + wanted) || address.endsWith(":" + wanted);
  }

  /** How the app names it, for a person. */
  static String of(AppSpec app) {
    return app.slug() == null ? Credentials.hidden(app.repository()) : app.slug();
  }

  private static String plain(String name) {
    String lower = name.strip().toLowerCase(Locale.ROOT);
    while (lower.endsWith("/")) {
      lower = lower.substring(0, lower.length() - 1);
    }
    return lower.endsWith(".git") ? lower.substring(0, lower.length() - 4) : lower;
  }
}
