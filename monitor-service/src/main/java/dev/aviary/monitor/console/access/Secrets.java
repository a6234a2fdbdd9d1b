package dev.aviary.monitor.console.access;

import dev.aviary.contract.hash.HmacSha256;
import dev.aviary.contract.hash.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** Random texts that are a permission, and what is kept of them. */
final class Secrets {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BYTES = 32;

  private Secrets() {}

  /** 256 bits, in characters that a cookie and a header may hold. */
  static String random() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return text(bytes);
  }

  static String hash(String secret) {
    return HexFormat.of().formatHex(Sha256.begin().digest(secret.getBytes(StandardCharsets.UTF_8)));
  }

  /** Another secret that follows from this one, for the holder of this one alone. */
  static String derived(String secret, String purpose) {
    return text(
        HmacSha256.of(
            secret.getBytes(StandardCharsets.UTF_8), purpose.getBytes(StandardCharsets.UTF_8)));
  }

  /** Takes as long for every wrong one. */
  static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
