package dev.aviary.builder.source;

import dev.aviary.contract.app.BadValueException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The address of a git repository, in one of the forms that Aviary fetches from.
 *
 * @param url the address without a login, as git's clients take it
 * @param server the host, and the port where the address names one; empty for a file
 * @param path of the repository on its server, as it stands in the address
 * @param login what an address of http or https gives before the host; null: nothing
 */
record RepositoryAddress(
    Scheme scheme, String url, String server, String path, @Nullable Login login) {
  /** What a person is told whose address is none of them. */
  static final String FORMS =
      "repository: give https://host/path, https://user:password@host/path, https://token@host/path, ssh://git@host/path, git@host:path or file:///path; in a user, a password and a token everything but letters, digits and -._~ is written as %XX, and ssh takes the app's deploy key instead of a password";

  private static final String SERVER =
      "(?<server>(?<host>\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9][A-Za-z0-9._-]*)(?::[0-9]{1,5})?)";
  private static final String ACCOUNT = "[A-Za-z0-9._~+][A-Za-z0-9._~+-]*";
  private static final String PATH = "(?<path>/[^\\s\\p{Cntrl}?#\\\\]+)";

  /** A password may hold another {@code @} that is not encoded: the last one ends it. */
  private static final Pattern HTTP =
      Pattern.compile("(?<scheme>https?)://(?:(?<login>[^/\\s]*)@)?" + SERVER + PATH);

  private static final Pattern SSH =
      Pattern.compile("ssh://(?:(?<account>" + ACCOUNT + ")@)?" + SERVER + PATH);

  /** As scp names a file: what is before the colon is no port. */
  private static final Pattern SCP =
      Pattern.compile(
          "(?<account>"
              + ACCOUNT
              + ")@(?<host>[A-Za-z0-9][A-Za-z0-9._-]*):(?<path>[^-\\s\\p{Cntrl}:\\\\][^\\s\\p{Cntrl}\\\\]*)");

  private static final Pattern FILE = Pattern.compile("file://(?:localhost)?" + PATH);

  /** How a repository is asked. */
  enum Scheme {
    HTTP,
    HTTPS,
    SSH,
    FILE
  }

  /**
   * What is given to a server of http (RFC 7617).
   *
   * @param password empty for a token that stands alone
   */
  record Login(String user, String password) {
    /** Escapes that are none stay as they are, as git leaves them. */
    static @Nullable Login of(@Nullable String text) {
      if (text == null || text.isEmpty()) {
        return null;
      }
      int colon = text.indexOf(':');
      return colon < 0
          ? new Login(decoded(text), "")
          : new Login(decoded(text.substring(0, colon)), decoded(text.substring(colon + 1)));
    }

    @Override
    public String toString() {
      return "Login[]";
    }
  }

  /**
   * Reads an address.
   *
   * @throws BadValueException when it has another form; the address is not in its words, since a
   *     login that is written wrong cannot be told from the rest
   */
  static RepositoryAddress of(String address) {
    Matcher http = HTTP.matcher(address);
    if (http.matches()) {
      String server = http.group("server").toLowerCase(Locale.ROOT);
      String scheme = http.group("scheme");
      return new RepositoryAddress(
          scheme.equals("https") ? Scheme.HTTPS : Scheme.HTTP,
          scheme + "://" + server + http.group("path"),
          server,
          http.group("path"),
          Login.of(http.group("login")));
    }
    Matcher ssh = SSH.matcher(address);
    if (ssh.matches()) {
      String account = ssh.group("account") == null ? "git" : ssh.group("account");
      String server = ssh.group("server").toLowerCase(Locale.ROOT);
      return new RepositoryAddress(
          Scheme.SSH,
          "ssh://" + account + "@" + server + ssh.group("path"),
          server,
          ssh.group("path"),
          null);
    }
    return withoutServer(address);
  }

  private static RepositoryAddress withoutServer(String address) {
    Matcher scp = SCP.matcher(address);
    if (scp.matches()) {
      return new RepositoryAddress(
          Scheme.SSH, address, scp.group("host").toLowerCase(Locale.ROOT), scp.group("path"), null);
    }
    Matcher file = FILE.matcher(address);
    if (file.matches()) {
      return new RepositoryAddress(
          Scheme.FILE, "file://" + file.group("path"), "", file.group("path"), null);
    }
    throw new BadValueException(FORMS);
  }

  boolean isHttp() {
    return scheme == Scheme.HTTP || scheme == Scheme.HTTPS;
  }

  /**
   * Another repository of the same server, opened in the same way.
   *
   * @param path begins with a slash
   * @throws BadValueException when that is none
   */
  RepositoryAddress withPath(String path) {
    String start = url.substring(0, url.length() - this.path.length());
    return of(start + (this.path.startsWith("/") ? path : path.substring(1))).withLogin(login);
  }

  RepositoryAddress withLogin(@Nullable Login other) {
    return new RepositoryAddress(scheme, url, server, path, other);
  }

  /** The server without its port. */
  String host() {
    return server.replaceFirst(":[0-9]+$", "");
  }

  private static String decoded(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    var out = new ByteArrayOutputStream(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      int high = bytes[i] == '%' && i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
      int low = high >= 0 ? Character.digit(bytes[i + 2], 16) : -1;
      if (low >= 0) {
        out.write(high * 16 + low);
        i += 2;
      } else {
        out.write(bytes[i]);
      }
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
