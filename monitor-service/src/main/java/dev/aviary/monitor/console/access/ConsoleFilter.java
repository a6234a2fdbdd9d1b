package dev.aviary.monitor.console.access;

import dev.aviary.contract.http.ProblemException;
import dev.aviary.monitor.console.ConsoleSettings;
import io.micronaut.core.annotation.AnnotationMetadata;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.RouteMatch;
import java.util.Set;

/**
 * Lets a request reach the console only from a role that its method admits, and changes only from
 * the console's own pages. A method that says nothing admits owners.
 */
@ServerFilter("/console/**")
final class ConsoleFilter {
  /** What a page may load, and which pages may frame it (CSP Level 3). */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

  private static final Set<HttpMethod> READS =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  private final ConsoleSettings settings;
  private final SignedInUsers users;

  ConsoleFilter(ConsoleSettings settings, SignedInUsers users) {
    this.settings = settings;
    this.users = users;
  }

  @RequestFilter
  @ExecuteOn(TaskExecutors.BLOCKING)
  void check(HttpRequest<?> request) {
    if (!settings.enabled()) {
      throw ProblemException.notFound(
          "the console of this instance is off; AVIARY_CONSOLE_ENABLED=true gives it one");
    }
    RouteMatch<?> route = RouteAttributes.getRouteMatch(request).orElse(null);
    if (route == null) {
      return;
    }
    boolean changes = !READS.contains(request.getMethod());
    if (changes) {
      SameOrigin.check(request);
    }
    AnnotationMetadata method = route.getAnnotationMetadata();
    if (method.hasAnnotation(AdmitsEverybody.class)) {
      return;
    }
    ConsoleUser user = users.of(request, changes);
    Role needed = method.enumValue(Admits.class, Role.class).orElse(Role.OWNER);
    RoleCheck.refuseUnless(user, needed);
    user.attach(request);
  }

  @ResponseFilter
  void protect(MutableHttpResponse<?> response) {
    response.header("Content-Security-Policy", POLICY);
    response.header("X-Content-Type-Options", "nosniff");
    response.header("Referrer-Policy", "no-referrer");
    response.header("X-Frame-Options", "DENY");
    response.header("X-Robots-Tag", "noindex, nofollow");
    if (!response.getHeaders().contains("Cache-Control")) {
      response.header("Cache-Control", "no-store");
    }
  }
}
