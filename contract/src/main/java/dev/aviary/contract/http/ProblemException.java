package dev.aviary.contract.http;

import dev.aviary.contract.result.Refusal;
import io.micronaut.http.HttpStatus;

/** A request cannot be done; the client is told why and what to do. */
public final class ProblemException extends RuntimeException {
  private final Refusal<Void> refusal;

  private ProblemException(Refusal<Void> refusal) {
    super(refusal.reason(), null, false, false);
    this.refusal = refusal;
  }

  public ProblemException(HttpStatus status, String detail) {
    this(new Refusal<>(status, detail));
  }

  /** One that is only for now is answered with {@code Retry-After}. */
  public static ProblemException of(Refusal<?> refusal) {
    return new ProblemException(refusal.as());
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
    return refusal.status();
  }

  public String detail() {
    return refusal.reason();
  }

  Refusal<Void> refusal() {
    return refusal;
  }
}
