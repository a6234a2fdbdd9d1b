package dev.aviary.contract.http;

import dev.aviary.contract.redis.DamagedException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;

/** Says that what is on record cannot be read: nobody's request is at fault. */
@Singleton
@Produces(Problem.MEDIA_TYPE)
final class DamagedHandler implements ExceptionHandler<DamagedException, HttpResponse<Problem>> {

  @Override
  @SuppressWarnings("rawtypes")
  public HttpResponse<Problem> handle(HttpRequest request, DamagedException e) {
    return ProblemHandler.answer(
        HttpStatus.INTERNAL_SERVER_ERROR,
        "the record in Redis is "
            + e.getMessage()
            + "; repair its key or delete it (docs/redis-contract.md names the keys)");
  }
}
