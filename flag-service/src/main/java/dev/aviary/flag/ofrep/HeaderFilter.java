package dev.aviary.flag.ofrep;

import dev.aviary.contract.http.Problem;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpHeaders;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.util.List;

/**
 * Opens every answer to scripts of every origin (Fetch Standard, "CORS protocol"): no cookies are
 * looked at here. Errors of the framework get the protocol's form.
 */
@ServerFilter("/ofrep/**")
final class HeaderFilter implements Ordered {
  static final String ORIGINS = "*";
  static final String EXPOSED = "ETag, Retry-After";
  static final String VARYING = HttpHeaders.ACCEPT_ENCODING;

  /** What an error of the framework keeps. */
  private static final List<String> KEPT = List.of(HttpHeaders.ALLOW, HttpHeaders.RETRY_AFTER);

  @ResponseFilter
  HttpResponse<?> complete(HttpRequest<?> request, MutableHttpResponse<?> response) {
    MutableHttpResponse<?> answer = response;
    if (response.body() instanceof Problem problem) {
      answer = OfrepAnswer.refusal(problem.status(), problem.detail()).response();
      for (String name : KEPT) {
        for (String value : response.getHeaders().getAll(name)) {
          answer.header(name, value);
        }
      }
    }
    MutableHttpHeaders headers = answer.getHeaders();
    headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, ORIGINS);
    headers.set(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
    headers.set(HttpHeaders.VARY, VARYING);
    if (request.getMethod() == HttpMethod.OPTIONS) {
      headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, "POST, GET");
      headers.set(
          HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS,
          "Content-Type, Authorization, X-API-Key, If-None-Match, Last-Event-ID, Cache-Control");
      headers.set(HttpHeaders.ACCESS_CONTROL_MAX_AGE, "7200");
    }
    return answer;
  }

  /** Around everything else, so that refusals of other filters are complete too. */
  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }
}
