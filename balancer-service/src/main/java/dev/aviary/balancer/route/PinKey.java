package dev.aviary.balancer.route;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs with HMAC-SHA256 (RFC 2104) under a key of the instance. */
public final class PinKey {
  private static final String ALGORITHM = "HmacSHA256";
  private static final String PURPOSE = "aviary visitor cookies";

  private final ThreadLocal<Mac> macs;

  private PinKey(byte[] key) {
    var secret = new SecretKeySpec(key, ALGORITHM);
    this.macs = ThreadLocal.withInitial(() -> mac(secret));
  }

  /**
   * A key that follows from a secret which all balancers of an instance have, and which does not
   * give that secret away.
   */
  public static PinKey derived(String secret) {
    return new PinKey(new PinKey(secret.getBytes(StandardCharsets.UTF_8)).sign(PURPOSE));
  }

  byte[] sign(String text) {
    return macs.get().doFinal(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Mac mac(SecretKeySpec key) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac;
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }
}
