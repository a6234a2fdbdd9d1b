package dev.aviary.monitor.secret;

import dev.aviary.contract.app.Check;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The secret that keys of one purpose each are derived from. It never leaves the monitor itself.
 *
 * @param secret 32 characters or more; {@code AVIARY_MONITOR_SECRET} of the file of secrets. Empty:
 *     there are no links in mails, and no signed listeners
 */
@Context
@ConfigurationProperties("aviary.monitor")
public record MonitorSecret(@Nullable String secret) {
  private static final String HMAC = "HmacSHA256";
  private static final int SHORTEST = 32;

  public MonitorSecret {
    secret = secret == null ? "" : secret;
    Check.that(
        secret.isEmpty() || secret.length() >= SHORTEST,
        "AVIARY_MONITOR_SECRET is shorter than " + SHORTEST + " characters");
  }

  public boolean isKnown() {
    return secret != null && !secret.isEmpty();
  }

  /**
   * The key for one purpose: HMAC-SHA256 of its name, 32 bytes.
   *
   * @throws IllegalStateException where the secret is not known
   */
  public byte[] key(String purpose) {
    if (secret == null || secret.isEmpty()) {
      throw new IllegalStateException("aviary.monitor.secret is missing: run deploy/up");
    }
    return hmac(secret.getBytes(StandardCharsets.UTF_8), purpose.getBytes(StandardCharsets.UTF_8));
  }

  /** HMAC-SHA256 (RFC 2104) of the parts, one after the other. */
  public static byte[] hmac(byte[] key, byte[]... parts) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      for (byte[] part : parts) {
        mac.update(part);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + HMAC, e);
    }
  }

  @Override
  public String toString() {
    return "MonitorSecret[hidden]";
  }
}
