package dev.aviary.balancer.admin;

import dev.aviary.balancer.certificate.Certificate;
import dev.aviary.contract.hash.Sha256;
import io.micronaut.serde.annotation.Serdeable;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/**
 * The certificates of an app, without their keys.
 *
 * @param mode {@code auto}, {@code own} or {@code off}, as the app's settings say
 * @param without the hosts that have none
 */
@Serdeable
record CertificatesView(
    String app, String mode, List<HostCertificate> certificates, List<String> without) {

  /**
   * The certificate of one host.
   *
   * @param served whether it is in force
   * @param serial in hexadecimal
   * @param fingerprint SHA-256 of the certificate, in hexadecimal
   * @param key kind and size of its key
   */
  @Serdeable
  record HostCertificate(
      String host,
      boolean served,
      List<String> names,
      String issuer,
      Instant notBefore,
      Instant notAfter,
      String serial,
      String fingerprint,
      String key) {

    static HostCertificate of(String host, boolean served, Certificate certificate) {
      X509Certificate leaf = certificate.leaf();
      return new HostCertificate(
          host,
          served,
          certificate.names(),
          leaf.getIssuerX500Principal().getName(),
          certificate.notBefore(),
          certificate.notAfter(),
          leaf.getSerialNumber().toString(16),
          fingerprint(leaf),
          kind(leaf.getPublicKey()));
    }

    private static String fingerprint(X509Certificate certificate) {
      try {
        return HexFormat.of().formatHex(Sha256.begin().digest(certificate.getEncoded()));
      } catch (CertificateEncodingException e) {
        throw new IllegalStateException("what was read from bytes has them", e);
      }
    }

    private static String kind(PublicKey key) {
      return switch (key) {
        case RSAPublicKey rsa -> "RSA " + rsa.getModulus().bitLength();
        case ECPublicKey ec -> "EC " + ec.getParams().getCurve().getField().getFieldSize();
        default -> key.getAlgorithm();
      };
    }
  }
}
