package dev.aviary.contract.http;

import io.lettuce.core.RedisBusyException;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisLoadingException;
import io.lettuce.core.RedisReadOnlyException;
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

  /** Begins the refusal of a write over {@code maxmemory}; a script's has more before it. */
  private static final String FULL = "OOM command not allowed";

  @Override
  @SuppressWarnings("rawtypes")
  public HttpResponse<Problem> handle(HttpRequest request, RedisCommandExecutionException e) {
    String said = String.valueOf(e.getMessage());
    LOG.atError()
        .setCause(e)
        .addKeyValue("path", request.getPath())
        .addKeyValue("reason", said)
        .log("Redis refused a command");
    if (said.contains(FULL)) {
      return ProblemHandler.answer(
          HttpStatus.INSUFFICIENT_STORAGE,
          "Redis is full: raise its maxmemory, or remove keys that nobody needs; deploy/doctor"
              + " says how full it is");
    }
    if (passes(e)) {
      return ProblemHandler.answer(
          HttpStatus.SERVICE_UNAVAILABLE, "Redis takes no commands now; try again soon: " + said);
    }
    return ProblemHandler.answer(
        HttpStatus.INTERNAL_SERVER_ERROR, "Redis refused a command; the service's log says which");
  }

  private static boolean passes(RedisCommandExecutionException e) {
    return e instanceof RedisLoadingException
        || e instanceof RedisBusyException
        || e instanceof RedisReadOnlyException;
  }
}
