package dev.aviary.builder.listener;

import dev.aviary.contract.http.ProblemException;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.web.router.RouteAttributes;

/**
 * Answers 404 on the port to which the balancer leads from outside to whatever is not marked for
 * it, before any token is asked.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class PublicPortFilter implements Ordered {
  private static final String LIVENESS = "/health/liveness";

  private final PublicPort port;

  PublicPortFilter(PublicPort port) {
    this.port = port;
  }

  @RequestFilter
  void check(HttpRequest<?> request) {
    if (port.took(request) && !open(request)) {
      throw ProblemException.notFound("there is nothing here; the admin API has a port of its own");
    }
  }

  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }

  private static boolean open(HttpRequest<?> request) {
    return request.getPath().equals(LIVENESS)
        || RouteAttributes.getRouteMatch(request)
            .map(route -> route.getAnnotationMetadata().hasAnnotation(OnPublicPort.class))
            .orElse(false);
  }
}
