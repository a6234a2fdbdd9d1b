package dev.aviary.builder.source;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URL;
import java.security.GeneralSecurityException;
import javax.net.ssl.TrustManager;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.HttpConnectionFactory;
import org.eclipse.jgit.transport.http.JDKHttpConnection;
import org.eclipse.jgit.util.HttpSupport;
import org.jspecify.annotations.Nullable;

/** JGit's connections to one server, which know what it answered last. */
final class HttpConnections implements HttpConnectionFactory {
  private final TrustManager @Nullable [] trusted;
  private volatile int status;

  /**
   * @param trusted the authorities of the server's certificate; null: the public ones
   */
  HttpConnections(TrustManager @Nullable [] trusted) {
    this.trusted = trusted;
  }

  /** The status of the last answer; 0 when there was none. */
  int status() {
    return status;
  }

  @Override
  public HttpConnection create(URL url) throws IOException {
    return create(url, HttpSupport.proxyFor(ProxySelector.getDefault(), url));
  }

  @Override
  public HttpConnection create(URL url, Proxy proxy) throws IOException {
    var connection = new Connection(url, proxy);
    if (trusted != null && url.getProtocol().equals("https")) {
      connection.trust(trusted);
    }
    return connection;
  }

  private final class Connection extends JDKHttpConnection {
    Connection(URL url, Proxy proxy) throws IOException {
      super(url, proxy);
    }

    @SuppressWarnings("NullAway") // null stands for no client key, and for Java's own randomness
    void trust(TrustManager[] authorities) throws IOException {
      try {
        configure(null, authorities, null);
      } catch (GeneralSecurityException e) {
        throw new IOException("no TLS with the certificates of repositoryCa", e);
      }
    }

    @Override
    public int getResponseCode() throws IOException {
      status = super.getResponseCode();
      return status;
    }
  }
}
