package dev.aviary.contract.http;

import dev.aviary.contract.app.Check;
import dev.aviary.contract.hash.Sha256;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The bearer token of whoever runs this instance. A service that only compares it is given its
 * hash; one that also sends it is given the token.
 *
 * @param token 16 characters or more; {@code AVIARY_ADMIN_TOKEN}. Null where the hash is given
 * @param sha256 the SHA-256 of the token's UTF-8 bytes, 64 lower-case hexadecimal digits; {@code
 *     AVIARY_ADMIN_SHA256}. Null stands for that of the token
 */
@Context
@ConfigurationProperties("aviary.admin")
public record AdminToken(@Nullable String token, @Nullable String sha256) {
  private static final int SHORTEST = 16;
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  public AdminToken {
    Check.that(
        token != null || sha256 != null,
        "give aviary.admin.token, or its hash aviary.admin.sha256");
    if (token != null) {
      Check.that(
          token.length() >= SHORTEST,
          "aviary.admin.token is shorter than " + SHORTEST + " characters");
      String computed = HexFormat.of().formatHex(hash(token));
      Check.that(
          sha256 == null || sha256.equals(computed),
          "aviary.admin.sha256 is not the hash of aviary.admin.token; give one of them");
      sha256 = computed;
    }
    Check.that(
        SHA256.matcher(String.valueOf(sha256)).matches(),
        "aviary.admin.sha256 is not 64 lower-case hexadecimal digits");
  }

  /** Whether this is the token; takes as long for every wrong one. */
  public boolean is(String given) {
    return MessageDigest.isEqual(HexFormat.of().parseHex(sha256()), hash(given));
  }

  /**
   * The token itself, for a service that sends it.
   *
   * @throws IllegalStateException if only the hash was given
   */
  public String sent() {
    if (token == null) {
      throw new IllegalStateException(
          "aviary.admin.token is missing: this service sends the token");
    }
    return token;
  }

  @Override
  public String sha256() {
    return Objects.requireNonNull(sha256);
  }

  @Override
  public String toString() {
    return "AdminToken[hidden]";
  }

  private static byte[] hash(String text) {
    return Sha256.begin().digest(text.getBytes(StandardCharsets.UTF_8));
  }
}
