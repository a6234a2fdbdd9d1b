package dev.aviary.contract.http;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Singleton;
import java.util.List;

/** Answers a body that is wrong with all that is wrong with it. */
@Singleton
@Produces(Problem.MEDIA_TYPE)
final class BodyFaultsHandler
    implements ExceptionHandler<BodyFaultsException, HttpResponse<BodyFaultsHandler.Faults>> {

  /** A problem document (RFC 9457, section 3.2) with the faults as in its first example. */
  @Serdeable
  record Faults(String type, String title, int status, String detail, List<BodyFault> errors) {}

  @Override
  @SuppressWarnings("rawtypes")
  public HttpResponse<Faults> handle(HttpRequest request, BodyFaultsException e) {
    Problem problem = Problem.of(HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
    var faults =
        new Faults(problem.type(), problem.title(), problem.status(), problem.detail(), e.faults());
    return HttpResponse.<Faults>badRequest().contentType(Problem.MEDIA_TYPE).body(faults);
  }
}
