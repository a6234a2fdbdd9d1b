package dev.aviary.contract.http;

import io.micronaut.core.annotation.AnnotationMetadata;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.RouteMatch;

/**
 * Lets a request reach a controller only with the admin token, unless the method is {@link Open}.
 * What a request with the token says of its author counts.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class TokenFilter {
  private final AdminAccess admin;

  TokenFilter(AdminAccess admin) {
    this.admin = admin;
  }

  @RequestFilter
  void check(HttpRequest<?> request) {
    RouteMatch<?> route = RouteAttributes.getRouteMatch(request).orElse(null);
    if (route != null && guarded(route.getAnnotationMetadata())) {
      admin.check(request);
      RequestAuthor.believe(request);
    }
  }

  private static boolean guarded(AnnotationMetadata method) {
    return method.hasAnnotation(Controller.class) && !method.hasAnnotation(Open.class);
  }
}
