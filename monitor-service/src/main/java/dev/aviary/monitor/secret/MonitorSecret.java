package dev.aviary.monitor.secret;

import dev.aviary.contract.app.Check;
import dev.aviary.contract.hash.HmacSha256;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import java.nio.charset.StandardCharsets;
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
    return HmacSha256.of(
        secret.getBytes(StandardCharsets.UTF_8), purpose.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "MonitorSecret[hidden]";
  }
}
