package dev.aviary.builder.trigger;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * What the build tokens of all apps are made from.
 *
 * @param secret 16 characters or more; {@code AVIARY_BUILD_SECRET}
 */
@Context
@ConfigurationProperties("aviary.build")
record BuildSecret(@NotNull @Size(min = 16) String secret) {
  @Override
  public String toString() {
    return "BuildSecret[hidden]";
  }
}
