package dev.aviary.contract.http;

import dev.aviary.contract.app.BadValueException;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.core.convert.ConversionError;
import io.micronaut.core.convert.exceptions.ConversionErrorException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.server.exceptions.ConversionErrorHandler;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers bodies and parameters that cannot be read: in the words of the record that refused, or
 * with the place in the JSON, or with what the parameter takes. When reading failed for a reason
 * that lies in the service, it is a fault of the service.
 */
@Singleton
@Replaces(ConversionErrorHandler.class)
@Produces(Problem.MEDIA_TYPE)
final class UnreadableHandler
    implements ExceptionHandler<ConversionErrorException, HttpResponse<Problem>> {
  private static final Logger LOG = LoggerFactory.getLogger(UnreadableHandler.class);

  /** Where the JSON parser stopped: part of the second line of its message. */
  private static final Pattern PLACE = Pattern.compile("line: (\\d+), column: (\\d+)");

  @Override
  @SuppressWarnings("rawtypes")
  public HttpResponse<Problem> handle(HttpRequest request, ConversionErrorException e) {
    ConversionError error = e.getConversionError();
    Throwable cause = innermost(error.getCause());
    Optional<Object> parameter = error.getOriginalValue();
    if (cause instanceof BadValueException) {
      return bad(String.valueOf(cause.getMessage()));
    }
    if (parameter.isPresent()) {
      return bad(parameter(e, parameter.get(), cause));
    }
    if (cause instanceof IOException || cause instanceof DateTimeException) {
      return bad(body(e, cause));
    }
    LOG.atError()
        .setCause(cause)
        .addKeyValue("path", request.getPath())
        .log("Failed to read a request's body");
    return ProblemHandler.answer(HttpStatus.INTERNAL_SERVER_ERROR, FrameworkProblems.FAILED);
  }

  private static HttpResponse<Problem> bad(String detail) {
    return ProblemHandler.answer(HttpStatus.BAD_REQUEST, detail);
  }

  /** A record's refusal, or what the reading failed of. */
  private static Throwable innermost(Throwable failure) {
    Throwable cause = failure;
    while (!(cause instanceof BadValueException) && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  private static String parameter(ConversionErrorException e, Object given, Throwable cause) {
    Class<?> type = e.getArgument().getType();
    String wanted;
    if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
      wanted = "give a whole number";
    } else if (type == Instant.class) {
      wanted = "give a time like 2026-01-31T12:00:00Z";
    } else if (type == Duration.class) {
      wanted = "give a duration like 90s, 15m or 12h";
    } else {
      wanted = FrameworkProblems.firstLine(String.valueOf(cause.getMessage()));
    }
    return "%s is '%s'; %s".formatted(e.getArgument().getName(), given, wanted);
  }

  private static String body(ConversionErrorException e, Throwable cause) {
    String said = String.valueOf(cause.getMessage());
    Matcher place = PLACE.matcher(said);
    String where =
        place.find()
            ? "line %s, column %s".formatted(place.group(1), place.group(2))
            : e.getArgument().getName();
    return where + ": " + FrameworkProblems.firstLine(said);
  }
}
