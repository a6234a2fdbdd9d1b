package dev.aviary.contract.http;

import dev.aviary.contract.redis.RedisFailure;
import io.lettuce.core.RedisCommandExecutionException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers requests whose command Redis refused, which is another thing than a Redis that is away.
 */
@Singleton
@Produces(Problem.MEDIA_TYPE)
final class RedisRefusedHandler
    implements ExceptionHandler<RedisCommandExecutionException, HttpResponse<Problem>> {
  private static final Logger LOG = LoggerFactory.getLogger(RedisRefusedHandler.class);

  @Override
  @SuppressWarnings("rawtypes")
  public HttpResponse<Problem> handle(HttpRequest request, RedisCommandExecutionException e) {
    String said = String.valueOf(e.getMessage());
    RedisFailure why = RedisFailure.of(e);
    return switch (why) {
      // RedisWritability logs it once, and not at each request.
      case FULL, DISK ->
          ProblemHandler.answer(HttpStatus.INSUFFICIENT_STORAGE, why.told() + ": " + why.cure());
      case ALONE ->
          ProblemHandler.answer(HttpStatus.SERVICE_UNAVAILABLE, why.told() + ": " + why.cure());
      case BUSY, AWAY ->
          ProblemHandler.answer(
              HttpStatus.SERVICE_UNAVAILABLE, why.told() + "; try again soon: " + said);
      case REFUSED -> {
        LOG.atError()
            .setCause(e)
            .addKeyValue("path", request.getPath())
            .addKeyValue("reason", said)
            .log("Redis refused a command");
        yield ProblemHandler.answer(
            HttpStatus.INTERNAL_SERVER_ERROR,
            "Redis refused a command; the service's log says which");
      }
    };
  }
}
