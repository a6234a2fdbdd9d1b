package dev.aviary.contract.app;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;

/** Certificates of authorities that an owner names, in PEM (RFC 7468). */
public final class Authorities {
  /** Characters: a chain of some certificates, which the labels of each container hold too. */
  private static final int LONGEST = 32 * 1024;

  private Authorities() {}

  /**
   * @throws BadValueException when it holds no certificate, or something else, or more than 32,768
   *     characters
   */
  public static List<X509Certificate> read(String pem) {
    Check.that(pem.length() <= LONGEST, "repositoryCa has more than " + LONGEST + " characters");
    List<X509Certificate> certificates = parse(pem);
    Check.that(!certificates.isEmpty(), "repositoryCa holds no certificate");
    return certificates;
  }

  private static List<X509Certificate> parse(String pem) {
    try {
      return CertificateFactory.getInstance("X.509")
          .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)))
          .stream()
          .map(X509Certificate.class::cast)
          .toList();
    } catch (CertificateException e) {
      throw new BadValueException(
          "repositoryCa is not a certificate in PEM (-----BEGIN CERTIFICATE-----); give the text of the file, with its line ends",
          e);
    }
  }
}
