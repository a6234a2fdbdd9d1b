package dev.aviary.balancer.certificate;

import dev.aviary.contract.app.BadValueException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Certificates and keys as text (RFC 7468). */
final class Pem {
  /** Characters. A chain of three has about 6,000. */
  private static final int LONGEST = 64 * 1024;

  private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN ([A-Z ]*PRIVATE KEY)-----([^-]+)-----END \\1-----");

  private Pem() {}

  /**
   * @throws BadValueException saying what to give instead
   */
  static List<X509Certificate> chain(String text) {
    if (text.length() > LONGEST) {
      throw new BadValueException("has more than 65,536 characters");
    }
    if (text.contains("PRIVATE KEY-----")) {
      throw new BadValueException("holds a private key; give the certificates alone here");
    }
    try {
      List<X509Certificate> chain =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (chain.isEmpty()) {
        throw new BadValueException("holds no certificate (-----BEGIN CERTIFICATE-----)");
      }
      return chain;
    } catch (CertificateException e) {
      throw new BadValueException(
          "is not a chain of certificates in PEM; give the text of the file (fullchain.pem), with its line ends",
          e);
    }
  }

  /**
   * A key without a password, as PKCS #8 (RFC 5958).
   *
   * @param algorithm that of the certificate: {@code RSA} or {@code EC}
   * @throws BadValueException saying what to give instead
   */
  static PrivateKey key(String text, String algorithm) {
    Matcher block = KEY.matcher(text);
    if (text.length() > LONGEST || !block.find()) {
      throw new BadValueException(
          "is not a private key in PEM (-----BEGIN PRIVATE KEY-----); give the text of the file (privkey.pem), with its line ends");
    }
    if (!block.group(1).equals("PRIVATE KEY")) {
      throw new BadValueException(
          "is in another form, %s; turn it into PKCS #8 without a password: openssl pkcs8 -topk8 -nodes -in key.pem"
              .formatted(block.group(1)));
    }
    try {
      byte[] encoded = Base64.getMimeDecoder().decode(block.group(2));
      return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
    } catch (InvalidKeySpecException | NoSuchAlgorithmException | IllegalArgumentException e) {
      throw new BadValueException(
          "is not a key of the certificate's kind, %s; give the key that the certificate was made for"
              .formatted(algorithm),
          e);
    }
  }

  static String text(List<X509Certificate> chain) {
    return chain.stream()
        .map(each -> block("CERTIFICATE", encoded(each)))
        .collect(Collectors.joining());
  }

  static String text(Key key) {
    return block("PRIVATE KEY", key.getEncoded());
  }

  private static byte[] encoded(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("what was read from bytes has them", e);
    }
  }

  private static String block(String label, byte[] bytes) {
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
        .formatted(label, LINES.encodeToString(bytes));
  }
}
