package dev.aviary.monitor.link;

import dev.aviary.contract.hash.HmacSha256;
import dev.aviary.monitor.secret.MonitorSecret;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * Links as text: {@code <what it is bound to>.<HMAC-SHA256 of that>}, both in base64url. The text
 * ends with a letter or a digit, so that no mail program takes its end for punctuation.
 */
@Singleton
final class LinkTokens {
  /** No token of ours is longer. */
  static final int LONGEST = 1024;

  private static final String PURPOSE = "links";
  private static final int PARTS = 5;

  private final MonitorSecret secret;

  LinkTokens(MonitorSecret secret) {
    this.secret = secret;
  }

  String write(Link link) {
    String bound =
        String.join(
            "\n",
            link.action().id(),
            link.app(),
            link.deployment(),
            link.mail(),
            Long.toString(link.expires().getEpochSecond()));
    String text = base64(bound.getBytes(StandardCharsets.UTF_8));
    return text + "." + base64(code(text));
  }

  /** Nothing when it was not signed here; how long that takes tells nothing. */
  Optional<Link> read(String token) {
    int dot = token.indexOf('.');
    if (!secret.isKnown() || token.length() > LONGEST || dot < 0) {
      return Optional.empty();
    }
    String text = token.substring(0, dot);
    byte[] expected = base64(code(text)).getBytes(StandardCharsets.UTF_8);
    byte[] given = token.substring(dot + 1).getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(expected, given) ? bound(text) : Optional.empty();
  }

  private static Optional<Link> bound(String text) {
    try {
      String bound = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
      String[] parts = bound.split("\n", PARTS);
      return LinkAction.named(parts[0])
          .map(action ->
              new Link(
                  action,
                  parts[1],
                  parts[2],
                  parts[3],
                  Instant.ofEpochSecond(Long.parseLong(parts[4]))));
    } catch (IllegalArgumentException | IndexOutOfBoundsException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private byte[] code(String text) {
    return HmacSha256.of(secret.key(PURPOSE), text.getBytes(StandardCharsets.UTF_8));
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
