package dev.aviary.contract.http;

import io.micronaut.context.annotation.Replaces;
import io.micronaut.core.convert.exceptions.ConversionErrorException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.server.exceptions.ConversionErrorHandler;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;

/** Answers bodies and parameters that cannot be read, in the words of the record that refused. */
@Singleton
@Replaces(ConversionErrorHandler.class)
@Produces(Problem.MEDIA_TYPE)
final class UnreadableHandler
    implements ExceptionHandler<ConversionErrorException, HttpResponse<Problem>> {

  @Override
  @SuppressWarnings("rawtypes")
  public HttpResponse<Problem> handle(HttpRequest request, ConversionErrorException e) {
    return ProblemHandler.answer(HttpStatus.BAD_REQUEST, detail(e));
  }

  private static String detail(ConversionErrorException e) {
    Throwable cause = e.getConversionError().getCause();
    while (!(cause instanceof IllegalArgumentException) && cause.getCause() != null) {
      cause = cause.getCause();
    }
    String reason = String.valueOf(cause.getMessage());
    return cause instanceof IllegalArgumentException
        ? reason
        : e.getArgument().getName() + ": " + FrameworkProblems.firstLine(reason);
  }
}
