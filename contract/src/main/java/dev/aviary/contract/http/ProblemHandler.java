package dev.aviary.contract.http;

import dev.aviary.contract.result.Refusal;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Answers what a controller refuses. */
@Singleton
@Produces(Problem.MEDIA_TYPE)
final class ProblemHandler implements ExceptionHandler<ProblemException, HttpResponse<Problem>> {

  /** When to ask again where the time until then is not known. */
  private static final Duration UNKNOWN = Duration.ofSeconds(5);

  @Override
  @SuppressWarnings("rawtypes")
  public HttpResponse<Problem> handle(HttpRequest request, ProblemException e) {
    return answer(e.refusal());
  }

  static HttpResponse<Problem> answer(HttpStatus status, String detail) {
    return answer(new Refusal<>(status, detail));
  }

  private static HttpResponse<Problem> answer(Refusal<Void> refusal) {
    HttpStatus status = refusal.status();
    MutableHttpResponse<Problem> answer = HttpResponse.status(status);
    if (refusal.isForNow() || status == HttpStatus.SERVICE_UNAVAILABLE) {
      answer.header(HttpHeaders.RETRY_AFTER, seconds(refusal));
    }
    if (status == HttpStatus.UNAUTHORIZED) {
      answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }
    return answer.contentType(Problem.MEDIA_TYPE).body(Problem.of(status, refusal.reason()));
  }

  /** Whole seconds (RFC 9110, section 10.2.3), so that no client comes back too early. */
  private static String seconds(Refusal<Void> refusal) {
    Duration after = refusal.after(Duration.ZERO);
    Duration told = after.isZero() ? UNKNOWN : after;
    return Long.toString(told.plusSeconds(1).minusNanos(1).toSeconds());
  }
}
