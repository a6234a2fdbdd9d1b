package dev.aviary.builder.secret;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/**
 * What secrets are sealed with.
 *
 * @param key 256 bits in hexadecimal; {@code AVIARY_SECRETS_KEY}
 */
@Context
@ConfigurationProperties("aviary.secrets")
record SecretSettings(@NotNull @Pattern(regexp = "[0-9a-f]{64}") String key) {
  @Override
  public String toString() {
    return "SecretSettings[hidden]";
  }
}
