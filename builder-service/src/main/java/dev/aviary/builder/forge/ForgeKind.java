package dev.aviary.builder.forge;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The forges to which commit statuses can be sent. */
enum ForgeKind {
  GITHUB("github", "/api/v3"),
  GITLAB("gitlab", "/api/v4"),
  GITEA("gitea", "/api/v1"),
  BITBUCKET("bitbucket", ""),
  BITBUCKET_SERVER("bitbucket-server", "/rest/build-status/1.0");

  private final String setting;
  private final String path;

  ForgeKind(String setting, String path) {
    this.setting = setting;
    this.path = path;
  }

  /**
   * The kind that the settings name, or that the host is known for.
   *
   * @param setting {@code forge} of the app's settings, or null
   */
  static Optional<ForgeKind> of(@Nullable String setting, String host) {
    for (ForgeKind kind : values()) {
      if (kind.setting.equals(setting)) {
        return Optional.of(kind);
      }
    }
    return switch (host.toLowerCase(Locale.ROOT)) {
      case "github.com" -> Optional.of(GITHUB);
      case "gitlab.com" -> Optional.of(GITLAB);
      case "codeberg.org", "gitea.com" -> Optional.of(GITEA);
      case "bitbucket.org" -> Optional.of(BITBUCKET);
      default -> Optional.empty();
    };
  }

  /**
   * Where its API is.
   *
   * @param web address of the forge itself, without a slash at its end
   */
  String api(String web) {
    return switch (web) {
      case "https://github.com" -> "https://api.github.com";
      case "https://bitbucket.org" -> "https://api.bitbucket.org/2.0";
      default -> web + path;
    };
  }

  /** As a request's header: the name, and the value. */
  String[] authorization(String token) {
    return switch (this) {
      case GITLAB -> new String[] {"PRIVATE-TOKEN", token};
      case GITEA -> new String[] {"Authorization", "token " + token};
      case GITHUB, BITBUCKET, BITBUCKET_SERVER -> new String[] {"Authorization", "Bearer " + token};
    };
  }
}
