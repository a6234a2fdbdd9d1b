package dev.aviary.builder.webhook;

import dev.aviary.contract.app.BadValueException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** Reads RSA public keys from PEM text (RFC 7468, SubjectPublicKeyInfo). */
final class PublicKeys {
  private PublicKeys() {}

  /**
   * @param pem with line ends, or {@code \n} where an environment variable allows none
   * @throws BadValueException when it is no such key
   */
  static PublicKey read(String pem) {
    String base64 =
        pem.replace("\\n", "\n")
            .replaceAll("-----(BEGIN|END) PUBLIC KEY-----", "")
            .replaceAll("\\s", "");
    try {
      byte[] der = Base64.getDecoder().decode(base64);
      return KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new BadValueException("not an RSA public key in PEM: " + e.getMessage(), e);
    }
  }
}
