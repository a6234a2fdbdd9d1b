package dev.aviary.balancer.acme;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;

/** Keys of the curve P-256 (FIPS 186-5), which every authority and every client takes. */
final class Keys256 {
  static final String ALGORITHM = "EC";

  private Keys256() {}

  /** A new one. */
  static KeyPair make() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has P-256", e);
    }
  }
}
