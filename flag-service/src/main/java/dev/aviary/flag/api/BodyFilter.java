package dev.aviary.flag.api;

import dev.aviary.contract.http.ProblemException;
import dev.aviary.flag.json.JsonLimits;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.util.Set;

/**
 * Refuses bodies of more than a megabyte before they are read, except files of flags, ours and
 * those of other products, for which the server takes more. Of a body without announced length the
 * reader refuses it.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class BodyFilter implements Ordered {
  private static final Set<String> FILES = Set.of(FlagFileController.PATH, ImportController.PATH);

  @RequestFilter
  void check(HttpRequest<?> request) {
    if (request.getContentLength() > JsonLimits.DEFAULT.length()
        && !FILES.contains(request.getPath())) {
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
