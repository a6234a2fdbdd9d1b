package dev.aviary.balancer.tls;

import dev.aviary.balancer.certificate.Certificate;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLException;

/** Makes what a certificate is served with: versions, cipher suites, groups, protocols. */
final class TlsContexts {
  /** The protocol of the challenge tls-alpn-01 (RFC 8737, section 3). */
  static final String CHALLENGE = "acme-tls/1";

  /** In the order of preference. */
  private static final List<String> PROTOCOLS =
      List.of(ApplicationProtocolNames.HTTP_2, ApplicationProtocolNames.HTTP_1_1);

  private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};
  private static final String[] GROUPS = {"X25519", "P-256", "P-384"};

  /** Mozilla's intermediate list (ssl-config.mozilla.org); BoringSSL has no finite-field groups. */
  private static final List<String> CIPHERS =
      List.of(
          "TLS_AES_128_GCM_SHA256",
          "TLS_AES_256_GCM_SHA384",
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

  private TlsContexts() {}

  /**
   * What the certificate is served with. Sessions are kept by clients alone, in tickets.
   *
   * @throws SSLException when the library takes no such key or certificate
   */
  static SslContext serving(Certificate certificate) throws SSLException {
    SslContext context = make(certificate, PROTOCOLS);
    ((OpenSslSessionContext) context.sessionContext()).setSessionCacheEnabled(false);
    return context;
  }

  /** What the certificate of a challenge is served with. */
  static SslContext challenge(Certificate certificate) throws SSLException {
    return make(certificate, List.of(CHALLENGE));
  }

  private static SslContext make(Certificate certificate, List<String> protocols)
      throws SSLException {
    return SslContextBuilder.forServer(
            certificate.key(), certificate.chain().toArray(X509Certificate[]::new))
        .sslProvider(SslProvider.OPENSSL)
        .protocols(VERSIONS)
        .ciphers(CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
        .option(OpenSslContextOption.GROUPS, GROUPS)
        .sessionTimeout(TicketKeys.LIFETIME.toSeconds())
        .applicationProtocolConfig(
            new ApplicationProtocolConfig(
                Protocol.ALPN,
                SelectorFailureBehavior.NO_ADVERTISE,
                SelectedListenerFailureBehavior.ACCEPT,
                protocols))
        .build();
  }
}
