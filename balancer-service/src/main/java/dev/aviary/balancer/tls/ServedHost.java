package dev.aviary.balancer.tls;

import dev.aviary.balancer.certificate.Certificate;
import dev.aviary.contract.app.TlsOptions;
import io.netty.handler.ssl.SslContext;
import java.util.Set;

/** A host as it is served over TLS: its certificate in force, and what its app says of TLS. */
public final class ServedHost {
  private final String host;
  private final String app;
  private final TlsOptions options;
  private final Certificate certificate;
  private final Set<String> names;
  private final SslContext context;

  ServedHost(
      String host, String app, TlsOptions options, Certificate certificate, SslContext context) {
    this.host = host;
    this.app = app;
    this.options = options;
    this.certificate = certificate;
    this.names = Set.copyOf(certificate.names());
    this.context = context;
  }

  /** The same under other settings of its app. */
  ServedHost with(String otherApp, TlsOptions others) {
    return new ServedHost(host, otherApp, others, certificate, context);
  }

  /** Whether the certificate of a connection to this host is for that host as well. */
  public boolean covers(String other) {
    return other.equals(host) || names.contains(other) || names.contains(wildcard(other));
  }

  private static String wildcard(String host) {
    int dot = host.indexOf('.');
    return dot <= 0 ? host : "*" + host.substring(dot);
  }

  public String host() {
    return host;
  }

  public String app() {
    return app;
  }

  public TlsOptions options() {
    return options;
  }

  public Certificate certificate() {
    return certificate;
  }

  /** Makes the handshakes of connections to this host. */
  public SslContext context() {
    return context;
  }
}
