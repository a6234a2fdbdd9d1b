package dev.aviary.flag.api;

import dev.aviary.flag.json.Json.NumberNode;
import dev.aviary.flag.json.Json.ObjectNode;
import dev.aviary.flag.json.Json.Text;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;

/** Answers what is wrong with a problem document (RFC 9457) that lists every place. */
@Singleton
@Produces(WrongHandler.PROBLEM)
final class WrongHandler implements ExceptionHandler<WrongException, HttpResponse<String>> {
  static final String PROBLEM = "application/problem+json";

  @Override
  @SuppressWarnings("rawtypes")
  public HttpResponse<String> handle(HttpRequest request, WrongException e) {
    ObjectNode problem =
        ObjectNode.EMPTY
            .with("type", new Text("about:blank"))
            .with("title", new Text(e.status().getReason()))
            .with("status", NumberNode.of(Integer.toString(e.status().getCode())))
            .with("detail", new Text(String.valueOf(e.getMessage())))
            .with("errors", Answers.faults(e.faults()));
    return HttpResponse.<String>status(e.status()).contentType(PROBLEM).body(problem.toString());
  }
}
