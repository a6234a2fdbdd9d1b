package dev.aviary.contract.http;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;

/** Answers values that a record refused. */
@Singleton
@Produces(Problem.MEDIA_TYPE)
final class BadValueHandler
    implements ExceptionHandler<IllegalArgumentException, HttpResponse<Problem>> {

  @Override
  @SuppressWarnings("rawtypes")
  public HttpResponse<Problem> handle(HttpRequest request, IllegalArgumentException e) {
    return ProblemHandler.answer(HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
  }
}
