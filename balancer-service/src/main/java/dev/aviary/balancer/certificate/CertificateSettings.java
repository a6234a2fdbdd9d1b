package dev.aviary.balancer.certificate;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.nio.file.Path;

/**
 * Where certificates are kept.
 *
 * @param directory in the data directory; is made if it does not exist
 * @param key what they are sealed with, 256 bits in hexadecimal; {@code AVIARY_CERTIFICATES_KEY}.
 *     All balancers of an instance share it
 */
@Context
@ConfigurationProperties("aviary.certificates")
public record CertificateSettings(
    @NotNull Path directory, @NotNull @Pattern(regexp = "[0-9a-f]{64}") String key) {
  @Override
  public String toString() {
    return "CertificateSettings[directory=" + directory + "]";
  }
}
