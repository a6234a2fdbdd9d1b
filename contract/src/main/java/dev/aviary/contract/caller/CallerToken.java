package dev.aviary.contract.caller;

import dev.aviary.contract.app.Check;
import dev.aviary.contract.hash.Sha256;
import java.nio.charset.StandardCharsets;
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

  /** 256 bits from a source that cannot be guessed. */
  public static CallerToken random(RandomGenerator secure) {
    byte[] bytes = new byte[BYTES];
    secure.nextBytes(bytes);
    return new CallerToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** SHA-256 in hex. The token is random, so it needs no salt. */
  public String hash() {
    return HexFormat.of().formatHex(Sha256.begin().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public String toString() {
    return "CallerToken[hidden]";
  }
}
