package dev.aviary.builder.webhook;

import dev.aviary.contract.app.BadValueException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.Base64;

/**
 * The signature of a delivery: RSA, PKCS #1 v1.5, over the SHA-1 of the payload.
 *
 * @see <a href="https://docs.travis-ci.com/user/notifications/#verifying-webhook-requests">Travis
 *     CI: verifying webhook requests</a>
 */
final class TravisRsaSignature {
  private final byte[] bytes;

  private TravisRsaSignature(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * @throws BadValueException when it is not base64
   */
  static TravisRsaSignature ofBase64(String text) {
    try {
      return new TravisRsaSignature(Base64.getMimeDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      throw new BadValueException("the header Signature is not base64: " + e.getMessage(), e);
    }
  }

  boolean covers(byte[] payload, PublicKey key) {
    try {
      var rsa = java.security.Signature.getInstance("SHA1withRSA");
      rsa.initVerify(key);
      rsa.update(payload);
      return rsa.verify(bytes);
    } catch (GeneralSecurityException notEvenTheSize) {
      return false;
    }
  }
}
