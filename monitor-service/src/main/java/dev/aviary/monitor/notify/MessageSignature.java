package dev.aviary.monitor.notify;

import dev.aviary.contract.hash.HmacSha256;
import dev.aviary.monitor.secret.MonitorSecret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;

/**
 * Signs what webhooks are sent, as <a
 * href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard
 * Webhooks</a> 1.0 has it: HMAC-SHA256 over {@code id.timestamp.body}.
 */
final class MessageSignature {
  static final String ID = "webhook-id";

  /** Seconds since 1970. */
  static final String TIMESTAMP = "webhook-timestamp";

  static final String SIGNATURE = "webhook-signature";

  private static final String SECRET = "whsec_";

  private final byte[] key;

  /**
   * @param key of one listener
   */
  MessageSignature(byte[] key) {
    this.key = key.clone();
  }

  static MessageSignature of(Listener listener, MonitorSecret secret) {
    return new MessageSignature(secret.key("listener:" + listener.name()));
  }

  /** What the receiver is given to verify with. */
  String secret() {
    return SECRET + Base64.getEncoder().encodeToString(key);
  }

  /** The value of {@link #SIGNATURE}. */
  String of(String id, Instant at, String body) {
    byte[] head = "%s.%d.".formatted(id, at.getEpochSecond()).getBytes(StandardCharsets.UTF_8);
    byte[] code = HmacSha256.of(key, head, body.getBytes(StandardCharsets.UTF_8));
    return "v1," + Base64.getEncoder().encodeToString(code);
  }

  @Override
  public String toString() {
    return "MessageSignature[hidden]";
  }
}
