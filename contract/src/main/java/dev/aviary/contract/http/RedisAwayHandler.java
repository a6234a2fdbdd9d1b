package dev.aviary.contract.http;

import dev.aviary.contract.redis.HungException;
import io.lettuce.core.RedisCommandTimeoutException;
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
    String detail =
        switch (e) {
          case RedisCommandTimeoutException _ ->
              "Redis did not answer in time; what was asked may still be done when it answers again:"
                  + " look before you ask once more";
          case HungException _ -> "Redis does not answer; nothing was done; try again when it does";
          default -> "Redis cannot be reached; try again when it is back";
        };
    return ProblemHandler.answer(HttpStatus.SERVICE_UNAVAILABLE, detail);
  }
}
