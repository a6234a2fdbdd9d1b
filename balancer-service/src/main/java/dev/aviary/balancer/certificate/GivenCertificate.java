package dev.aviary.balancer.certificate;

import dev.aviary.contract.app.Check;
import io.micronaut.serde.annotation.Serdeable;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A certificate as its owner gives it.
 *
 * @param chain in PEM: the certificate first, then that of its issuer, and so on
 * @param key its private key, in PEM (PKCS #8) without a password
 */
@Serdeable
public record GivenCertificate(@Nullable String chain, @Nullable String key) {
  public GivenCertificate {
    if (chain != null) {
      Pem.chain(chain);
    }
  }

  /**
   * @throws dev.aviary.contract.app.BadValueException when a part is missing
   */
  public List<X509Certificate> certificates() {
    return Pem.chain(Check.present(chain, "chain"));
  }

  /**
   * With the key.
   *
   * @throws dev.aviary.contract.app.BadValueException when a part is missing, or the key is of
   *     another kind than the certificate
   */
  public Certificate certificate() {
    List<X509Certificate> all = certificates();
    String algorithm = all.getFirst().getPublicKey().getAlgorithm();
    return new Certificate(all, Pem.key(Check.present(key, "key"), algorithm));
  }

  @Override
  public String toString() {
    return "GivenCertificate[hidden]";
  }
}
