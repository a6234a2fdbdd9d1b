package dev.aviary.flag.api;

import dev.aviary.contract.http.ProblemException;
import dev.aviary.flag.json.JsonLimits;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;

/**
 * Refuses bodies of more than a megabyte before they are read, except a file of all flags, for
 * which alone the server takes more. Of a body without announced length the reader refuses it.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class BodyFilter implements Ordered {
  @RequestFilter
  void check(HttpRequest<?> request) {
    if (request.getContentLength() > JsonLimits.DEFAULT.length()
        && !request.getPath().equals(FlagFileController.PATH)) {
      throw tooLarge(request.getContentLength());
    }
  }

  static ProblemException tooLarge(long length) {
    return new ProblemException(
        HttpStatus.REQUEST_ENTITY_TOO_LARGE,
        "the body has %,d bytes; %,d are the most".formatted(length, JsonLimits.DEFAULT.length()));
  }

  /** Inside of the filter that gives errors the protocol's form. */
  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE + 50;
  }
}
