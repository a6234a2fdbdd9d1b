package dev.aviary.contract.http;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * The bearer token of whoever runs this instance.
 *
 * @param token 16 characters or more; {@code AVIARY_ADMIN_TOKEN}
 */
@Context
@ConfigurationProperties("aviary.admin")
public record AdminToken(@NotNull @Size(min = 16) String token) {

  /** Whether this is the token; takes as long for every wrong one. */
  public boolean is(String given) {
    return MessageDigest.isEqual(
        token.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "AdminToken[hidden]";
  }
}
