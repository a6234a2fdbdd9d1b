package dev.aviary.contract.http;

import io.micronaut.core.annotation.AnnotationMetadata;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.RouteMatch;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request reach a controller only with the admin token, unless the method is {@link Open}.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class TokenFilter {
  private static final String SCHEME = "Bearer ";

  private final AdminToken admin;

  TokenFilter(AdminToken admin) {
    this.admin = admin;
  }

  @RequestFilter
  @Nullable HttpResponse<?> check(HttpRequest<?> request) {
    RouteMatch<?> route = RouteAttributes.getRouteMatch(request).orElse(null);
    if (route == null || !guarded(route.getAnnotationMetadata())) {
      return null;
    }
    String given = request.getHeaders().getAuthorization().orElse("");
    if (!given.startsWith(SCHEME)) {
      return ProblemHandler.answer(
              HttpStatus.UNAUTHORIZED, "send the admin token: Authorization: Bearer <token>")
          .toMutableResponse()
          .header("WWW-Authenticate", "Bearer");
    }
    return admin.is(given.substring(SCHEME.length()).strip())
        ? null
        : ProblemHandler.answer(
            HttpStatus.FORBIDDEN, "that is not the admin token of this instance");
  }

  private static boolean guarded(AnnotationMetadata method) {
    return method.hasAnnotation(Controller.class) && !method.hasAnnotation(Open.class);
  }
}
