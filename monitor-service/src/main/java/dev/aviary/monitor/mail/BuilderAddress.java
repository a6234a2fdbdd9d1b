package dev.aviary.monitor.mail;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/**
 * Where the builder's admin API is: mails say how to call it.
 *
 * @param adminPort on loopback; {@code AVIARY_BUILDER_ADMIN_PORT}
 */
@Context
@ConfigurationProperties("aviary.builder")
record BuilderAddress(@Min(1) @Max(65_535) int adminPort) {
  String url() {
    return "http://127.0.0.1:" + adminPort;
  }
}
