package dev.aviary.contract.http;

import dev.aviary.contract.result.Refusal;
import io.micronaut.http.HttpStatus;

/** A request cannot be done; the client is told why and what to do. */
public final class ProblemException extends RuntimeException {
  private final HttpStatus status;
  private final long retryAfter;

  public ProblemException(HttpStatus status, String detail) {
    this(status, detail, 0);
  }

  /**
   * @param retryAfter seconds after which the same request may be sent again; 0: nothing to say
   */
  public ProblemException(HttpStatus status, String detail, long retryAfter) {
    super(detail, null, false, false);
    this.status = status;
    this.retryAfter = retryAfter;
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

  long retryAfter() {
    return retryAfter;
  }
}
