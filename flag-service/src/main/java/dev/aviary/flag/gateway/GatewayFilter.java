package dev.aviary.flag.gateway;

import dev.aviary.contract.http.ProblemException;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.server.netty.configuration.NettyHttpServerConfiguration;
import io.micronaut.web.router.RouteAttributes;
import java.net.InetAddress;

/**
 * Answers 404 to deployed apps for whatever is not marked for them, before any token is asked. What
 * is asked on loopback, or at the address that the service itself listens at, is no app's.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class GatewayFilter implements Ordered {
  /** Before all others. */
  static final int ORDER = HIGHEST_PRECEDENCE;

  private final String own;

  GatewayFilter(NettyHttpServerConfiguration main) {
    this.own = main.getHost().orElse("127.0.0.1");
  }

  @RequestFilter
  void check(HttpRequest<?> request) {
    InetAddress asked = request.getServerAddress().getAddress();
    boolean app = !asked.isLoopbackAddress() && !asked.getHostAddress().equals(own);
    if (app && !open(request)) {
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
