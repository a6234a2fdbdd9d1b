package dev.aviary.contract.http;

import dev.aviary.contract.redis.HungException;
import dev.aviary.contract.redis.UnconfirmedWriteException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisException;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import java.util.Set;

/**
 * Answers requests that need Redis while it is away. A command that was sent and not answered may
 * still be carried out, which whoever wants to try again must know.
 */
@Singleton
@Produces(Problem.MEDIA_TYPE)
final class RedisAwayHandler implements ExceptionHandler<RedisException, HttpResponse<Problem>> {
  private static final Set<HttpMethod> READS =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  @Override
  @SuppressWarnings("rawtypes")
  public HttpResponse<Problem> handle(HttpRequest request, RedisException e) {
    return ProblemHandler.answer(
        HttpStatus.SERVICE_UNAVAILABLE, detail(e, READS.contains(request.getMethod())));
  }

  private static String detail(RedisException e, boolean reads) {
    if (e instanceof HungException) {
      return "Redis does not answer; nothing was changed; try again when it answers";
    }
    if (!(e instanceof RedisCommandTimeoutException)) {
      return "Redis cannot be reached; try again when it is back";
    }
    if (reads) {
      return "Redis did not answer in time; try again when it answers";
    }
    String what =
        e instanceof UnconfirmedWriteException
            ? "No replica of Redis confirmed the change in time: it"
            : "Redis did not answer in time: the change";
    return what
        + " may still take effect. Look whether it did before you try again (GET what it changes, or"
        + " GET /events); a request with an Idempotency-Key, where this API takes one, can be sent"
        + " again as it is and is done once";
  }
}
