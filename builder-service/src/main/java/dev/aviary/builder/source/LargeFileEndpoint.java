package dev.aviary.builder.source;

import dev.aviary.contract.app.Check;
import dev.aviary.contract.redis.DamagedException;
import dev.aviary.contract.redis.Wire;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.eclipse.jgit.transport.RemoteSession;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.QuotedString;
import org.jspecify.annotations.Nullable;

/**
 * Where the large files of a repository are asked for (git-lfs, docs/api/server-discovery.md), and
 * the headers that open it.
 *
 * @param url without a slash at its end
 */
record LargeFileEndpoint(String url, Map<String, String> headers) {
  /** Bytes of an answer over ssh. */
  private static final int LONGEST = 64 * 1024;

  /**
   * The endpoint of a repository on a server.
   *
   * @param configured the address that the repository itself gives in {@code .lfsconfig}; it counts
   *     on the repository's own host only, since everyone who may push a branch can write it
   * @throws IOException when a server of ssh names none, or another host is configured
   */
  static LargeFileEndpoint of(
      Access access, @Nullable String configured, int timeoutSeconds, Wire wire)
      throws IOException {
    RepositoryAddress address = access.address();
    if (configured != null) {
      RepositoryAddress named = RepositoryAddress.of(configured);
      if (!named.isHttp() || !named.host().equals(address.host())) {
        throw new IOException(
            ".lfsconfig names %s, and Aviary fetches from the repository's own host only"
                .formatted(named.host()));
      }
      return new LargeFileEndpoint(
          named.url(), named.server().equals(address.server()) ? basic(address) : Map.of());
    }
    return address.isHttp()
        ? new LargeFileEndpoint(standard(address.url()), basic(address))
        : overSsh(access, timeoutSeconds, wire);
  }

  /** What a login is sent as (RFC 7617); nothing without one. */
  private static Map<String, String> basic(RepositoryAddress address) {
    RepositoryAddress.Login login = address.login();
    if (login == null) {
      return Map.of();
    }
    String pair = login.user() + ":" + login.password();
    return Map.of(
        "Authorization",
        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
  }

  private static String standard(String url) {
    String plain = url.replaceFirst("/+$", "");
    return plain + (plain.endsWith(".git") ? "" : ".git") + "/info/lfs";
  }

  /** The server of ssh tells an address of HTTP, with a token that opens it for a while. */
  private static LargeFileEndpoint overSsh(Access access, int timeoutSeconds, Wire wire)
      throws IOException {
    RepositoryAddress address = access.address();
    String command =
        "git-lfs-authenticate " + QuotedString.BOURNE.quote(address.path()) + " download";
    try {
      RemoteSession session =
          access
              .ssh()
              .orElseThrow()
              .getSession(new URIish(address.url()), null, FS.DETECTED, timeoutSeconds * 1000);
      try {
        Process process = session.exec(command, timeoutSeconds);
        try (InputStream out = process.getInputStream()) {
          String text = new String(out.readNBytes(LONGEST), StandardCharsets.UTF_8);
          LargeFileBatch.Action told = wire.read(text, LargeFileBatch.Action.class);
          String href =
              told.href() == null
                  ? standard("https://" + address.host() + path(address))
                  : told.href().replaceFirst("/+$", "");
          return new LargeFileEndpoint(href, Check.map(told.header(), "header"));
        } finally {
          process.destroy();
        }
      } finally {
        session.disconnect();
      }
    } catch (URISyntaxException | DamagedException e) {
      throw new IOException(
          "%s does not say over ssh where it keeps them (git-lfs-authenticate); use an address of https"
              .formatted(address.server()),
          e);
    }
  }

  private static String path(RepositoryAddress address) {
    return address.path().startsWith("/") ? address.path() : "/" + address.path();
  }

  boolean isServerOf(URI other) {
    URI own = URI.create(url);
    return String.valueOf(own.getHost()).equalsIgnoreCase(String.valueOf(other.getHost()))
        && own.getPort() == other.getPort()
        && String.valueOf(own.getScheme()).equals(other.getScheme());
  }

  @Override
  public String toString() {
    return url;
  }
}
