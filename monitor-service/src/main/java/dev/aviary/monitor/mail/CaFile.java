package dev.aviary.monitor.mail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * The certificates of the owner's own authorities, in PEM (RFC 7468). A server's certificate must
 * lead to one of them; those that Java brings count no more.
 *
 * @param certificates none when the file is empty
 */
record CaFile(Collection<? extends Certificate> certificates) {

  /**
   * @throws IllegalArgumentException when it cannot be read or holds something else
   */
  static CaFile read(Path file) {
    try {
      byte[] content = Files.readAllBytes(file);
      var certificates =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(content));
      if (certificates.isEmpty() && content.length > 0) {
        throw new CertificateException("no certificate");
      }
      return new CaFile(certificates);
    } catch (IOException e) {
      throw new IllegalArgumentException("SMTP_CA_FILE: " + file + " cannot be read", e);
    } catch (CertificateException e) {
      throw new IllegalArgumentException(
          "SMTP_CA_FILE: " + file + " holds something else than certificates in PEM", e);
    }
  }

  boolean isEmpty() {
    return certificates.isEmpty();
  }

  SSLSocketFactory sockets() {
    try {
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      int n = 0;
      for (Certificate certificate : certificates) {
        trusted.setCertificateEntry("ca-" + n++, certificate);
      }
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("no TLS with these certificates", e);
    }
  }
}
