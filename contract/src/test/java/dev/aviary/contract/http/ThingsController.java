package dev.aviary.contract.http;

import dev.aviary.contract.route.Split;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisLoadingException;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Put;

/** A small API with everything that can go wrong. */
@Requires(property = "things")
@SuppressWarnings("DoNotCallSuggester") // to throw is what they are for
@Controller("/things")
final class ThingsController {

  @Open
  @Get("/open")
  String open() {
    return "open";
  }

  @Get("/guarded")
  String guarded() {
    return "guarded";
  }

  @Put("/split")
  Split split(@Body Split split) {
    return split;
  }

  @Open
  @Get("/number/{number}")
  int number(int number) {
    return number;
  }

  @Open
  @Get("/refused")
  String refused() {
    throw ProblemException.conflict("the commit was withdrawn; give force and a reason");
  }

  @Open
  @Get("/wrong")
  String wrong() {
    throw new IllegalArgumentException("index is 7000; give a number from 0 to 5000");
  }

  @Open
  @Get("/redis")
  String redis() {
    throw new RedisConnectionException("connection refused");
  }

  @Open
  @Get("/redis-full")
  String redisFull() {
    throw new RedisCommandExecutionException(
        "OOM command not allowed when used memory > 'maxmemory'. script: 1, on @user_script:1.");
  }

  @Open
  @Get("/redis-loading")
  String redisLoading() {
    throw new RedisLoadingException("LOADING Redis is loading the dataset in memory");
  }

  @Open
  @Get("/redis-refused")
  String redisRefused() {
    throw new RedisCommandExecutionException("WRONGTYPE a secret detail");
  }

  @Open
  @Get("/broken")
  String broken() {
    throw new IllegalStateException("a secret detail");
  }
}
