package dev.aviary.flag.gateway;

import dev.aviary.contract.http.ProblemException;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.web.router.RouteAttributes;

/** Answers 404 to deployed apps for whatever is not marked for them, before any token is asked. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class GatewayFilter implements Ordered {
  /** Before all others. */
  static final int ORDER = HIGHEST_PRECEDENCE;

  @RequestFilter
  void check(HttpRequest<?> request) {
    if (!request.getServerAddress().getAddress().isLoopbackAddress() && !open(request)) {
      throw ProblemException.notFound("there is nothing here but the evaluation of flags");
    }
  }

  @Override
  public int getOrder() {
    return ORDER;
  }

  /** A preflight has no route, and what answers it looks at no flag. */
  private static boolean open(HttpRequest<?> request) {
    return (request.getMethod() == HttpMethod.OPTIONS && request.getPath().startsWith("/ofrep/"))
        || RouteAttributes.getRouteMatch(request)
            .map(route -> route.getAnnotationMetadata().hasAnnotation(OnGateway.class))
            .orElse(false);
  }
}
