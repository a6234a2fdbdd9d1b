package dev.aviary.balancer.acme;

import dev.aviary.balancer.certificate.ChallengeAnswers;
import java.util.List;
import org.shredzone.acme4j.challenge.Challenge;
import org.shredzone.acme4j.challenge.Http01Challenge;
import org.shredzone.acme4j.challenge.TlsAlpn01Challenge;

/** The ways in which it is proved to an authority that a name leads to this balancer. */
enum ChallengeKind {
  /** By a text on port 80 (RFC 8555, section 8.3). */
  HTTP(Http01Challenge.TYPE) {
    @Override
    void offer(ChallengeAnswers answers, String host, Challenge challenge) {
      var http = (Http01Challenge) challenge;
      answers.offerHttp(host, http.getToken(), http.getAuthorization());
    }
  },

  /** By a certificate on port 443 (RFC 8737). */
  TLS_ALPN(TlsAlpn01Challenge.TYPE) {
    @Override
    void offer(ChallengeAnswers answers, String host, Challenge challenge) {
      var alpn = (TlsAlpn01Challenge) challenge;
      answers.offerTlsAlpn(host, ChallengeCertificate.make(host, alpn.getAcmeValidation()));
    }
  };

  private final String type;

  ChallengeKind(String type) {
    this.type = type;
  }

  /** As authorities name it. */
  String type() {
    return type;
  }

  /** Makes the data path answer the challenge. */
  abstract void offer(ChallengeAnswers answers, String host, Challenge challenge);

  /**
   * The challenges that an order tries, one after the other: both at first, later one at a time in
   * turn. An authority allows few failures an hour (Let's Encrypt: five of a name).
   *
   * @param failures of orders before
   */
  static List<ChallengeKind> after(int failures) {
    return failures == 0 ? List.of(HTTP, TLS_ALPN) : List.of(failures % 2 == 1 ? HTTP : TLS_ALPN);
  }
}
