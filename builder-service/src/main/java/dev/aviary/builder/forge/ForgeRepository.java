package dev.aviary.builder.forge;

import dev.aviary.contract.app.AppSpec;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A repository as its forge's API knows it.
 *
 * @param api where the API is, without a slash at its end
 * @param path {@code owner/name}, with groups between on GitLab
 * @param ca certificates (PEM) of the authorities that its own may come from beside the public
 *     ones; null: none
 */
record ForgeRepository(ForgeKind kind, String api, String path, @Nullable String ca) {
  /** {@code git@host:owner/name.git}, as git itself takes it. */
  private static final Pattern SCP = Pattern.compile("(?:[^@/\\s]+@)?([^:/\\s]+):(?!//)(.+)");

  /** What is known of it from the app's settings; nothing where its forge is not known. */
  static Optional<ForgeRepository> of(AppSpec app) {
    String address = app.repository();
    Matcher scp = SCP.matcher(address);
    if (!address.contains("://") && scp.matches()) {
      return of(app, "https://" + scp.group(1), scp.group(1), scp.group(2));
    }
    try {
      URI uri = URI.create(address);
      String host = uri.getHost() == null ? "" : uri.getHost();
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      String port = web && uri.getPort() > 0 ? ":" + uri.getPort() : "";
      String scheme = web ? uri.getScheme() : "https";
      return of(app, scheme + "://" + host + port, host, String.valueOf(uri.getPath()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<ForgeRepository> of(
      AppSpec app, String repositorysWeb, String host, String path) {
    @Nullable String given = app.triggers().forgeUrl();
    String web = given == null ? repositorysWeb : given;
    String name = app.slug() == null ? plain(path) : app.slug();
    return name.indexOf('/') < 0
        ? Optional.empty()
        : ForgeKind.of(app.triggers().forge(), host)
            .filter(_ -> given != null || !host.isEmpty())
            .map(kind -> new ForgeRepository(kind, kind.api(web), name, app.repositoryCa()));
  }

  private static String plain(String path) {
    String name = path.replaceAll("^/+|/+$", "");
    return name.endsWith(".git") ? name.substring(0, name.length() - 4) : name;
  }
}
