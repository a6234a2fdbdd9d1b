package dev.aviary.contract.file;

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
import javax.net.ssl.TrustManagerFactory;

/**
 * The certificates of the owner's own authorities, in PEM (RFC 7468). A server's certificate must
 * lead to one of them; those that Java brings count no more.
 *
 * @param certificates none when the file is empty
 */
public record CaFile(Collection<? extends Certificate> certificates) {

  /**
   * @param setting that names the file, for a person
   * @throws IllegalArgumentException when it cannot be read or holds something else
   */
  public static CaFile read(String setting, Path file) {
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
      throw new IllegalArgumentException(setting + ": " + file + " cannot be read", e);
    } catch (CertificateException e) {
      throw new IllegalArgumentException(
          setting + ": " + file + " holds something else than certificates in PEM", e);
    }
  }

  public boolean isEmpty() {
    return certificates.isEmpty();
  }

  /** TLS that trusts these alone. */
  public SSLContext context() {
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
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("no TLS with these certificates", e);
    }
  }
}
