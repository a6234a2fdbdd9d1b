package dev.aviary.monitor.mail;

import dev.aviary.contract.app.Check;
import dev.aviary.contract.file.CaFile;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where alerts are mailed.
 *
 * @param host the mail server; empty: nothing is mailed
 * @param port 1 to 65,535; 0: the usual one for the security, 25, 587 or 465
 * @param username empty: no authentication
 * @param security plain, starttls or tls
 * @param caFile PEM file with the authorities that may have issued the server's certificate, in the
 *     place of the public ones; empty, or a file that is empty: the public ones
 * @param from the sender's address
 * @param to addresses, separated by commas; empty: nothing is mailed
 */
@Context
@ConfigurationProperties("aviary.mail")
record MailSettings(
    @Nullable String host,
    int port,
    @Nullable String username,
    @Nullable String password,
    String security,
    @Nullable String caFile,
    String from,
    @Nullable String to) {
  private static final List<String> SECURITIES = List.of("plain", "starttls", "tls");
  private static final Pattern ADDRESS = Pattern.compile("[^\\s@<>,;\"]+@[^\\s@<>,;\"]+");

  MailSettings {
    host = host == null ? "" : host.strip();
    username = username == null ? "" : username;
    password = password == null ? "" : password;
    caFile = caFile == null ? "" : caFile.strip();
    to = to == null ? "" : to;
    Check.range(port, 0, 65_535, "SMTP_PORT");
    Check.that(
        SECURITIES.contains(security),
        "SMTP_SECURITY is '" + security + "'; give plain, starttls or tls");
    address("ALERT_FROM", from);
    addresses(to).forEach(each -> address("ALERT_TO", each));
    Check.that(
        username.isEmpty() == password.isEmpty(),
        "give both SMTP_USERNAME and SMTP_PASSWORD, or neither");
    Check.that(
        username.isEmpty() || !security.equals("plain") || host.equals("127.0.0.1"),
        "SMTP_SECURITY=plain would send SMTP_PASSWORD in clear text; give starttls or tls");
    if (!caFile.isEmpty()) {
      CaFile.read("SMTP_CA_FILE", Path.of(caFile));
    }
  }

  /** Whether there are both a server and recipients. */
  boolean complete() {
    return !host().isEmpty() && !recipients().isEmpty();
  }

  List<String> recipients() {
    return addresses(to);
  }

  @Override
  public String host() {
    return host == null ? "" : host;
  }

  /** Null: no authentication. */
  @Nullable String user() {
    return username == null || username.isEmpty() ? null : username;
  }

  /** Null: no authentication. */
  @Nullable String secret() {
    return password == null || password.isEmpty() ? null : password;
  }

  /** The owner's own authorities; null: the public ones. */
  @Nullable CaFile authorities() {
    if (caFile == null || caFile.isEmpty()) {
      return null;
    }
    CaFile file = CaFile.read("SMTP_CA_FILE", Path.of(caFile));
    return file.isEmpty() ? null : file;
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "MailSettings[%s:%d %s, from %s, to %s]".formatted(host, port, security, from, to);
  }

  private static List<String> addresses(@Nullable String list) {
    return list == null
        ? List.of()
        : Arrays.stream(list.split(",", -1))
            .map(String::strip)
            .filter(each -> !each.isEmpty())
            .toList();
  }

  private static void address(String variable, String value) {
    Check.that(
        ADDRESS.matcher(value).matches(), variable + ": '" + value + "' is not a mail address");
  }
}
