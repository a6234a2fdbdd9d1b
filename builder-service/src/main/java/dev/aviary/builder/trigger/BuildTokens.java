package dev.aviary.builder.trigger;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The tokens that open {@code /build}: one for each app, which opens nothing else. */
@Singleton
public final class BuildTokens {
  private static final String HMAC = "HmacSHA256";

  private final SecretKeySpec key;

  BuildTokens(BuildSecret secret) {
    this.key = new SecretKeySpec(secret.secret().getBytes(StandardCharsets.UTF_8), HMAC);
  }

  /** The app's token: HMAC-SHA256 of {@code build:<app>}, base64url without padding. */
  public String of(String app) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(key);
      byte[] code = mac.doFinal(("build:" + app).getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(code);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + HMAC, e);
    }
  }

  /** Whether this is the app's token, in a time that tells nothing about it. */
  boolean opens(String app, String given) {
    return MessageDigest.isEqual(
        of(app).getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }
}
