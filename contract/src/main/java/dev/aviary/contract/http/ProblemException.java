package dev.aviary.contract.http;

import dev.aviary.contract.result.Refusal;
import io.micronaut.http.HttpStatus;

/** A request cannot be done; the client is told why and what to do. */
public final class ProblemException extends RuntimeException {
  private final HttpStatus status;

  public ProblemException(HttpStatus status, String detail) {
    super(detail, null, false, false);
    this.status = status;
  }

  public static ProblemException of(Refusal<?> refusal) {
    return new ProblemException(refusal.status(), refusal.reason());
  }

  public static ProblemException badRequest(String detail) {
    return new ProblemException(HttpStatus.BAD_REQUEST, detail);
  }

  public static ProblemException notFound(String detail) {
    return new ProblemException(HttpStatus.NOT_FOUND, detail);
  }

  public static ProblemException conflict(String detail) {
    return new ProblemException(HttpStatus.CONFLICT, detail);
  }

  public HttpStatus status() {
    return status;
  }

  public String detail() {
    return String.valueOf(getMessage());
  }
}
