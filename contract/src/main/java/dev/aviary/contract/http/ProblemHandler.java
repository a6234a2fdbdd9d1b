package dev.aviary.contract.http;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;

/** Answers what a controller refuses. */
@Singleton
@Produces(Problem.MEDIA_TYPE)
final class ProblemHandler implements ExceptionHandler<ProblemException, HttpResponse<Problem>> {

  @Override
  @SuppressWarnings("rawtypes")
  public HttpResponse<Problem> handle(HttpRequest request, ProblemException e) {
    return answer(e.status(), e.detail());
  }

  static HttpResponse<Problem> answer(HttpStatus status, String detail) {
    return HttpResponse.<Problem>status(status)
        .contentType(Problem.MEDIA_TYPE)
        .body(Problem.of(status, detail));
  }
}
