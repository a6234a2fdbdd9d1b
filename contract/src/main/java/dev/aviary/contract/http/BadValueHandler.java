package dev.aviary.contract.http;

import dev.aviary.contract.app.BadValueException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;

/**
 * Answers values that a record refused. Any other {@link IllegalArgumentException} is not the
 * client's fault: the framework logs it with its stack and answers 500.
 */
@Singleton
@Produces(Problem.MEDIA_TYPE)
final class BadValueHandler implements ExceptionHandler<BadValueException, HttpResponse<Problem>> {

  @Override
  @SuppressWarnings("rawtypes")
  public HttpResponse<Problem> handle(HttpRequest request, BadValueException e) {
    return ProblemHandler.answer(HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
  }
}
