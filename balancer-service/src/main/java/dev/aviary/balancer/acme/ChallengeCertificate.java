package dev.aviary.balancer.acme;

import dev.aviary.balancer.certificate.Certificate;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The certificate by which {@code tls-alpn-01} is answered (RFC 8737, section 3). acme4j's own is
 * signed as by RSA whatever the key is, so that a key of P-256 makes none.
 */
final class ChallengeCertificate {
  private static final ASN1ObjectIdentifier ACME_IDENTIFIER =
      new ASN1ObjectIdentifier("1.3.6.1.5.5.7.1.31");
  private static final X500Name NAME = new X500Name("CN=acme.invalid");
  private static final Duration VALID = Duration.ofDays(1);

  private ChallengeCertificate() {}

  /**
   * @param digest of the key authorization, 32 bytes
   */
  static Certificate make(String host, byte[] digest) {
    KeyPair keys = Keys256.make();
    Instant now = Instant.now();
    var builder =
        new JcaX509v3CertificateBuilder(
            NAME,
            BigInteger.ONE,
            Date.from(now.minus(VALID)),
            Date.from(now.plus(VALID)),
            NAME,
            keys.getPublic());
    try {
      builder.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(new GeneralName(GeneralName.dNSName, host)));
      builder.addExtension(ACME_IDENTIFIER, true, new DEROctetString(digest));
      var signed =
          builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()));
      return new Certificate(
          List.of(new JcaX509CertificateConverter().getCertificate(signed)), keys.getPrivate());
    } catch (IOException | OperatorCreationException | GeneralSecurityException e) {
      throw new IllegalStateException("no challenge certificate for " + host, e);
    }
  }
}
