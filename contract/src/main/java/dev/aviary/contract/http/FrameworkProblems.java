package dev.aviary.contract.http;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.server.exceptions.response.Error;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.JsonErrorResponseBodyProvider;
import jakarta.inject.Singleton;
import java.util.stream.Collectors;

/** Gives the framework's own errors (no such path, bad JSON, too large) the same shape as ours. */
@Singleton
final class FrameworkProblems implements JsonErrorResponseBodyProvider<Problem> {

  @Override
  public Problem body(ErrorContext context, HttpResponse<?> response) {
    HttpStatus status = HttpStatus.valueOf(response.code());
    return Problem.of(
        status,
        context.hasErrors()
            ? context.getErrors().stream().map(Error::getMessage).collect(Collectors.joining("; "))
            : status.getReason());
  }

  @Override
  public String contentType() {
    return Problem.MEDIA_TYPE;
  }
}
