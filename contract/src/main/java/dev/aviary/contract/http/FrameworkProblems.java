package dev.aviary.contract.http;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.JsonErrorResponseBodyProvider;
import jakarta.inject.Singleton;
import java.util.stream.Collectors;

/** Gives the framework's own errors (no such path, bad JSON, too large) the same shape as ours. */
@Singleton
final class FrameworkProblems implements JsonErrorResponseBodyProvider<Problem> {
  /** What is told of a fault of the service. */
  static final String FAILED = "the service failed; its log says why";

  @Override
  public Problem body(ErrorContext context, HttpResponse<?> response) {
    HttpStatus status = HttpStatus.valueOf(response.code());
    if (status == HttpStatus.INTERNAL_SERVER_ERROR) {
      return Problem.of(status, FAILED);
    }
    return Problem.of(
        status,
        context.hasErrors()
            ? context.getErrors().stream()
                .map(error -> firstLine(error.getMessage()))
                .collect(Collectors.joining("; "))
            : status.getReason());
  }

  /** The JSON parser's second line tells of its source, which nobody has at hand. */
  static String firstLine(String message) {
    return message.lines().findFirst().orElse("").strip();
  }

  @Override
  public String contentType() {
    return Problem.MEDIA_TYPE;
  }
}
