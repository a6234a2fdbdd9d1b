package dev.aviary.builder.webhook;

import dev.aviary.contract.app.BadValueException;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * How the key is had that Travis signs with.
 *
 * @param configUrl where Travis publishes it; {@code TRAVIS_CONFIG_URL}
 * @param publicKey PEM, with line ends or {@code \n}; nothing is fetched then; {@code
 *     TRAVIS_PUBLIC_KEY}
 */
@Context
@ConfigurationProperties("aviary.travis")
record TravisSettings(@Nullable String configUrl, @Nullable String publicKey) {
  private static final String TRAVIS = "https://api.travis-ci.com/config";

  TravisSettings {
    address(configUrl);
    if (publicKey != null && !publicKey.isBlank()) {
      PublicKeys.read(publicKey);
    }
  }

  URI config() {
    return address(configUrl);
  }

  private static URI address(@Nullable String configUrl) {
    try {
      return URI.create(configUrl == null || configUrl.isBlank() ? TRAVIS : configUrl);
    } catch (IllegalArgumentException e) {
      throw new BadValueException(
          "aviary.travis.config-url is '%s', which is not an address; give one like %s"
              .formatted(configUrl, TRAVIS),
          e);
    }
  }

  @Nullable String configured() {
    return publicKey == null || publicKey.isBlank() ? null : publicKey;
  }
}
