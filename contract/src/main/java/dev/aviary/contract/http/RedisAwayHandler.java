package dev.aviary.contract.http;

import io.lettuce.core.RedisException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;

/** Answers requests that need Redis while it is away. */
@Singleton
@Produces(Problem.MEDIA_TYPE)
final class RedisAwayHandler implements ExceptionHandler<RedisException, HttpResponse<Problem>> {

  @Override
  @SuppressWarnings("rawtypes")
  public HttpResponse<Problem> handle(HttpRequest request, RedisException e) {
    return ProblemHandler.answer(
        HttpStatus.SERVICE_UNAVAILABLE, "Redis cannot be reached; try again when it is back");
  }
}
