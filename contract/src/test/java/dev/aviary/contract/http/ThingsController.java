package dev.aviary.contract.http;

import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.BadValueException;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.caller.Caller;
import dev.aviary.contract.result.Refusal;
import dev.aviary.contract.route.Split;
import dev.aviary.contract.route.Withdrawal;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisLoadingException;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.serde.annotation.Serdeable;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;

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
  @Get("/refused-for-now")
  String refusedForNow(@QueryValue Duration after) {
    throw ProblemException.of(new Refusal<>(HttpStatus.CONFLICT, "a promote is under way", after));
  }

  @Open
  @Get("/wrong")
  String wrong() {
    throw new BadValueException("index is 7000; give a number from 0 to 5000");
  }

  @Open
  @Get("/bug")
  String bug() {
    return Slot.valueOf("a secret detail").id();
  }

  @Open
  @Get("/no-number")
  long noNumber() {
    return Long.parseLong("12 maybe");
  }

  @Open
  @Put("/spec")
  AppSpec spec(@Body AppSpec spec) {
    return spec;
  }

  @Open
  @Put("/caller")
  Caller caller(@Body Caller caller) {
    return caller;
  }

  @Open
  @Put("/withdrawal")
  Withdrawal withdrawal(@Body Withdrawal withdrawal) {
    return withdrawal;
  }

  @Open
  @Get("/moment")
  String moment(@QueryValue Instant at) {
    return at.toString();
  }

  @Open
  @Get("/length")
  String length(@QueryValue Duration lasts) {
    return lasts.toString();
  }

  /** A record that does not check what it uses. */
  @Serdeable
  record Fragile(String text) {
    Fragile {
      text = text.strip();
    }
  }

  @Open
  @Put("/fragile")
  Fragile fragile(@Body Fragile fragile) {
    return fragile;
  }

  @Open
  @Get("/address")
  String address(@QueryValue URI of) {
    return of.toString();
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
  @Get("/redis-disk")
  String redisDisk() {
    throw new RedisCommandExecutionException(
        "ERR Error running script: @user_script: 1: -MISCONF Errors writing to the AOF file: No"
            + " space left on device");
  }

  @Open
  @Get("/redis-timeout")
  String redisTimeout() {
    throw new RedisCommandTimeoutException("Command timed out after 3 second(s)");
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
