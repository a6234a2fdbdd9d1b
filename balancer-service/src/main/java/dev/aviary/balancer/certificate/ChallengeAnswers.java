package dev.aviary.balancer.certificate;

import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The answers to the challenges of a certificate authority that are open at the moment. Whoever
 * orders a certificate writes them; the data path reads them, without locks.
 */
@Singleton
public final class ChallengeAnswers {
  private final Map<String, HttpAnswer> http = new ConcurrentHashMap<>();
  private final Map<String, Certificate> tlsAlpn = new ConcurrentHashMap<>();

  private record HttpAnswer(String token, String keyAuthorization) {}

  /**
   * Answers the challenge {@code http-01} (RFC 8555, section 8.3) from now on, in the place of a
   * former one of this host.
   *
   * @param host in lower case
   */
  public void offerHttp(String host, String token, String keyAuthorization) {
    http.put(host, new HttpAnswer(token, keyAuthorization));
  }

  /**
   * Answers the challenge {@code tls-alpn-01} (RFC 8737) from now on, in the place of a former one
   * of this host.
   *
   * @param host in lower case
   */
  public void offerTlsAlpn(String host, Certificate challengeCertificate) {
    tlsAlpn.put(host, challengeCertificate);
  }

  /** Answers no challenge of this host any more. */
  public void withdraw(String host) {
    http.remove(host);
    tlsAlpn.remove(host);
  }

  /** The key authorization to answer with; null: not offered. */
  public @Nullable String http(String host, String token) {
    HttpAnswer answer = http.get(host);
    return answer != null && answer.token().equals(token) ? answer.keyAuthorization() : null;
  }

  /** The certificate to answer with; null: not offered. */
  public @Nullable Certificate tlsAlpn(String host) {
    return tlsAlpn.get(host);
  }
}
