package dev.aviary.contract.http;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;

/** Answers what a controller refuses. */
@Singleton
@Produces(Problem.MEDIA_TYPE)
final class ProblemHandler implements ExceptionHandler<ProblemException, HttpResponse<Problem>> {

  /** When to ask again for what is away: how soon it is back is not known. */
  private static final String RETRY_SECONDS = "5";

  @Override
  @SuppressWarnings("rawtypes")
  public HttpResponse<Problem> handle(HttpRequest request, ProblemException e) {
    return answer(e.status(), e.detail(), e.retryAfter());
  }

  static HttpResponse<Problem> answer(HttpStatus status, String detail) {
    return answer(status, detail, 0);
  }

  private static HttpResponse<Problem> answer(HttpStatus status, String detail, long retryAfter) {
    MutableHttpResponse<Problem> answer = HttpResponse.status(status);
    if (retryAfter > 0) {
      answer.header(HttpHeaders.RETRY_AFTER, Long.toString(retryAfter));
    } else if (status == HttpStatus.SERVICE_UNAVAILABLE) {
      answer.header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
    }
    if (status == HttpStatus.UNAUTHORIZED) {
      answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }
    return answer.contentType(Problem.MEDIA_TYPE).body(Problem.of(status, detail));
  }
}
