package dev.aviary.contract.http;

import io.micronaut.http.HttpStatus;
import io.micronaut.serde.annotation.Serdeable;

/**
 * A problem document (RFC 9457, section 3).
 *
 * @param detail what went wrong and what to do
 */
@Serdeable
public record Problem(String type, String title, int status, String detail) {
  static final String MEDIA_TYPE = "application/problem+json";

  static Problem of(HttpStatus status, String detail) {
    return new Problem("about:blank", status.getReason(), status.getCode(), detail);
  }
}
