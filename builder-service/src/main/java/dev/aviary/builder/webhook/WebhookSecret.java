package dev.aviary.builder.webhook;

import dev.aviary.contract.hash.HmacSha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** What a forge and the builder both know of one app. Each check takes as long for every guess. */
final class WebhookSecret {
  private static final String GITHUB = "sha256=";
  private static final String SIGNING = "whsec_";
  private static final String VERSION = "v1,";

  private final byte[] key;

  WebhookSecret(byte[] key) {
    this.key = key.clone();
  }

  /** As a person enters it: base64url without padding. */
  String text() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(key);
  }

  /**
   * The same as a signing token of <a
   * href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard
   * Webhooks</a>.
   */
  String signingToken() {
    return SIGNING + Base64.getEncoder().encodeToString(key);
  }

  /** Whether this is the secret itself. */
  boolean matches(String given) {
    return MessageDigest.isEqual(
        text().getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }

  /** Whether the hexadecimal digits are the HMAC-SHA256 of the body under the secret's text. */
  boolean verifies(byte[] body, @Nullable String hex) {
    return hex != null && same(HmacSha256.of(text().getBytes(StandardCharsets.UTF_8), body), hex);
  }

  /** The same in the form {@code sha256=<digits>}. */
  boolean verifiesGitHub(byte[] body, @Nullable String header) {
    return header != null
        && header.startsWith(GITHUB)
        && verifies(body, header.substring(GITHUB.length()));
  }

  /**
   * Whether one of the signatures is that of Standard Webhooks, under the signing token.
   *
   * @param signatures {@code v1,<base64>}, with blanks between
   */
  boolean verifiesStandard(String id, String timestamp, byte[] body, String signatures) {
    byte[] head = (id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
    String expected = VERSION + Base64.getEncoder().encodeToString(HmacSha256.of(key, head, body));
    boolean found = false;
    for (String each : signatures.split(" ", -1)) {
      found |=
          MessageDigest.isEqual(
              expected.getBytes(StandardCharsets.UTF_8), each.getBytes(StandardCharsets.UTF_8));
    }
    return found;
  }

  private static boolean same(byte[] code, String hex) {
    try {
      return MessageDigest.isEqual(code, HexFormat.of().parseHex(hex.strip()));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return "WebhookSecret[hidden]";
  }
}
