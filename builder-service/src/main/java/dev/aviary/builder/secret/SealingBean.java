package dev.aviary.builder.secret;

import dev.aviary.contract.seal.Sealing;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/** Makes the seal of the builder's secrets. */
@Factory
final class SealingBean {
  @Singleton
  Sealing sealing(SecretSettings settings) {
    return new Sealing(settings.key(), "AVIARY_SECRETS_KEY");
  }
}
