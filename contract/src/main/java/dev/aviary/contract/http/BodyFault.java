package dev.aviary.contract.http;

import io.micronaut.serde.annotation.Serdeable;

/**
 * One thing that is wrong with the body of a request.
 *
 * @param pointer where in it (RFC 6901); empty is the whole body
 * @param detail what is wrong and what to give
 */
@Serdeable
public record BodyFault(String pointer, String detail) {
  @Override
  public String toString() {
    return pointer.isEmpty() ? detail : pointer + ": " + detail;
  }
}
