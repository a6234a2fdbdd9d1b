package dev.aviary.contract.caller;

import dev.aviary.contract.app.Check;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * What a container shows to say which one it is. Only the container has it; Redis and the
 * container's label hold its hash.
 *
 * @param text of A-Z, a-z, 0-9, '-' and '_', so that it needs no encoding anywhere
 */
public record CallerToken(String text) {
  private static final int BYTES = 32;

  public CallerToken {
    Check.text(text, "token");
  }

  /** 256 bits from a source that nobody can guess. */
  public static CallerToken random(RandomGenerator secure) {
    byte[] bytes = new byte[BYTES];
    secure.nextBytes(bytes);
    return new CallerToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** SHA-256 in hex. The token is random, so it needs no salt. */
  public String hash() {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "CallerToken[hidden]";
  }
}
