package dev.aviary.balancer.certificate;

import java.security.PrivateKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * A certificate with its key.
 *
 * @param chain the certificate itself first, then that of its issuer, and so on; at least one
 * @param key the private key of the first; shown nowhere
 */
public record Certificate(List<X509Certificate> chain, PrivateKey key) {
  /** Kind of a DNS name among the alternative names (RFC 5280, section 4.2.1.6). */
  private static final int DNS = 2;

  public Certificate {
    chain = List.copyOf(chain);
    if (chain.isEmpty() || key == null) {
      throw new IllegalArgumentException("a certificate has a chain and a key");
    }
  }

  /** The certificate itself. */
  public X509Certificate leaf() {
    return chain.getFirst();
  }

  /**
   * The DNS names that it is for, in lower case. Only alternative names count, as in clients (RFC
   * 9525, section 2).
   */
  public List<String> names() {
    try {
      Collection<List<?>> all = leaf().getSubjectAlternativeNames();
      return all == null
          ? List.of()
          : all.stream()
              .filter(name -> name.getFirst().equals(DNS))
              .map(name -> ((String) name.get(1)).toLowerCase(Locale.ROOT))
              .distinct()
              .toList();
    } catch (CertificateParsingException e) {
      return List.of();
    }
  }

  /**
   * Whether it is for the host name. An asterisk stands for one whole label, the first (RFC 9525,
   * section 6.3).
   *
   * @param host in lower case
   */
  public boolean covers(String host) {
    int dot = host.indexOf('.');
    String wildcard = dot <= 0 ? "" : "*" + host.substring(dot);
    return names().stream().anyMatch(name -> name.equals(host) || name.equals(wildcard));
  }

  public Instant notBefore() {
    return leaf().getNotBefore().toInstant();
  }

  public Instant notAfter() {
    return leaf().getNotAfter().toInstant();
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "Certificate[names=" + names() + ", notAfter=" + notAfter() + "]";
  }
}
