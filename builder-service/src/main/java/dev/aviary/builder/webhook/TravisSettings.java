package dev.aviary.builder.webhook;

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
    URI.create(configUrl == null ? "" : configUrl);
    if (publicKey != null && !publicKey.isBlank()) {
      PublicKeys.read(publicKey);
    }
  }

  URI config() {
    return URI.create(configUrl == null || configUrl.isBlank() ? TRAVIS : configUrl);
  }

  @Nullable String configured() {
    return publicKey == null || publicKey.isBlank() ? null : publicKey;
  }
}
