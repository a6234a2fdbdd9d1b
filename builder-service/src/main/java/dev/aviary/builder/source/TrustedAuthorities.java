package dev.aviary.builder.source;

import dev.aviary.contract.app.Authorities;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Whose certificates an app's git server and forge may have: the public authorities that Java
 * brings, and those of the app's {@code repositoryCa}. A server of large files is mostly another,
 * with a certificate of a public one.
 */
public final class TrustedAuthorities {
  private TrustedAuthorities() {}

  /** TLS that trusts the public authorities and these. */
  @SuppressWarnings("NullAway") // null stands for no client key, and for Java's own randomness
  public static SSLContext context(String pem) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, with(pem), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no TLS with these certificates", e);
    }
  }

  static TrustManager[] with(String pem) {
    try {
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      int n = 0;
      for (TrustManager manager : managers(null)) {
        if (manager instanceof X509TrustManager known) {
          for (X509Certificate authority : known.getAcceptedIssuers()) {
            trusted.setCertificateEntry("public-" + n++, authority);
          }
        }
      }
      for (X509Certificate authority : Authorities.read(pem)) {
        trusted.setCertificateEntry("own-" + n++, authority);
      }
      return managers(trusted);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("no TLS with these certificates", e);
    }
  }

  /**
   * @param trusted null: the public authorities
   */
  @SuppressWarnings("NullAway") // null stands for Java's own key store
  private static TrustManager[] managers(@Nullable KeyStore trusted)
      throws GeneralSecurityException {
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    return factory.getTrustManagers();
  }
}
