package dev.aviary.monitor.console.neighbour;

import dev.aviary.contract.http.AdminToken;
import dev.aviary.contract.http.Idempotency;
import dev.aviary.contract.http.ProblemException;
import dev.aviary.contract.http.RequestAuthor;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.client.ProxyHttpClient;
import io.micronaut.http.client.annotation.Client;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;

/**
 * Passes calls on to the admin APIs of the other services, with the admin token and the name of who
 * asks. Answers come back as they arrive; one that nobody reads any more is given up.
 */
@Singleton
final class PassedOnCalls {
  private static final Logger LOG = LoggerFactory.getLogger(PassedOnCalls.class);

  private static final List<String> ASKED =
      List.of(
          HttpHeaders.ACCEPT,
          HttpHeaders.CONTENT_TYPE,
          HttpHeaders.IF_MATCH,
          HttpHeaders.IF_NONE_MATCH,
          Idempotency.HEADER,
          "Last-Event-ID");

  private static final List<String> TOLD =
      List.of(
          HttpHeaders.CONTENT_TYPE,
          HttpHeaders.CONTENT_LENGTH,
          HttpHeaders.CONTENT_DISPOSITION,
          HttpHeaders.ETAG,
          HttpHeaders.LAST_MODIFIED,
          HttpHeaders.RETRY_AFTER,
          Idempotency.REPLAYED);

  private final ProxyHttpClient builder;
  private final ProxyHttpClient balancer;
  private final ProxyHttpClient flags;
  private final AdminToken token;

  PassedOnCalls(
      @Client("console-builder") ProxyHttpClient builder,
      @Client("console-balancer") ProxyHttpClient balancer,
      @Client("console-flags") ProxyHttpClient flags,
      AdminToken token) {
    this.builder = builder;
    this.balancer = balancer;
    this.flags = flags;
    this.token = token;
  }

  Publisher<MutableHttpResponse<?>> answer(
      HttpRequest<?> request,
      PermittedCall.Callee to,
      String path,
      String author,
      byte @Nullable [] body) {
    return Flux.from(client(to).proxy(passedOn(request, path, author, body)))
        .<MutableHttpResponse<?>>map(PassedOnCalls::told)
        .onErrorMap(failure -> away(to, failure));
  }

  private MutableHttpRequest<?> passedOn(
      HttpRequest<?> request, String path, String author, byte @Nullable [] body) {
    String query = request.getUri().getRawQuery();
    URI uri = URI.create(query == null ? path : path + "?" + query);
    MutableHttpRequest<Object> made =
        HttpRequest.create(HttpMethod.parse(request.getMethodName()), uri.toString());
    for (String name : ASKED) {
      request.getHeaders().getAll(name).forEach(value -> made.header(name, value));
    }
    made.header(HttpHeaders.AUTHORIZATION, "Bearer " + token.sent());
    made.header(RequestAuthor.HEADER, author);
    return body == null ? made : made.body(body);
  }

  /** What belongs to the connection between the services stays there. */
  private static MutableHttpResponse<?> told(MutableHttpResponse<?> answer) {
    List.copyOf(answer.getHeaders().names()).stream()
        .filter(name -> TOLD.stream().noneMatch(name::equalsIgnoreCase))
        .forEach(answer.getHeaders()::remove);
    if (answer.getHeaders().contains(HttpHeaders.CONTENT_LENGTH)) {
      return answer;
    }
    // A compressor would hold back what is written bit by bit, and so might a proxy.
    return answer
        .header(HttpHeaders.CONTENT_ENCODING, "identity")
        .header("X-Accel-Buffering", "no");
  }

  private static Throwable away(PermittedCall.Callee to, Throwable failure) {
    LOG.atDebug().setCause(failure).addKeyValue("service", to.id()).log("Could not pass a call on");
    return new ProblemException(
        HttpStatus.BAD_GATEWAY,
        "the %s service does not answer; whether a change was made is on the timeline once it does"
            .formatted(to == PermittedCall.Callee.FLAGS ? "flag" : to.id()));
  }

  private ProxyHttpClient client(PermittedCall.Callee to) {
    return switch (to) {
      case BUILDER -> builder;
      case BALANCER -> balancer;
      case FLAGS -> flags;
      case MONITOR -> throw new IllegalArgumentException("the monitor answers its own calls");
    };
  }
}
