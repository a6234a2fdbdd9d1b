package dev.aviary.balancer.certificate;

import dev.aviary.contract.app.Check;
import io.micronaut.serde.annotation.Serdeable;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/**
 * A certificate as it is kept, before it is sealed.
 *
 * @param putAt when it was put; missing means that it is not known
 */
@Serdeable
record KeptCertificate(String chain, String key, Instant putAt) {
  KeptCertificate {
    putAt = putAt == null ? Instant.EPOCH : putAt;
    Check.present(chain, "chain");
    Check.present(key, "key");
  }

  static KeptCertificate of(Certificate certificate, Instant putAt) {
    return new KeptCertificate(Pem.text(certificate.chain()), Pem.text(certificate.key()), putAt);
  }

  Certificate certificate() {
    List<X509Certificate> all = Pem.chain(chain);
    return new Certificate(all, Pem.key(key, all.getFirst().getPublicKey().getAlgorithm()));
  }

  @Override
  public String toString() {
    return "KeptCertificate[hidden]";
  }
}
