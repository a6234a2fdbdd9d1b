package dev.aviary.monitor.console.neighbour;

import dev.aviary.contract.http.AdminToken;
import dev.aviary.contract.http.Idempotency;
import dev.aviary.contract.http.ProblemException;
import dev.aviary.contract.http.RequestAuthor;
import dev.aviary.monitor.console.ConsoleSettings;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Passes calls on to the admin APIs of the other services, with the admin token and the name of who
 * asks. Text and events come back as they arrive, and are given up when nobody reads them any more,
 * which is why the JDK's client does it: Micronaut's proxy reads on.
 */
@Singleton
final class PassedOnCalls {
  private static final Logger LOG = LoggerFactory.getLogger(PassedOnCalls.class);
  private static final Duration CONNECTING = Duration.ofSeconds(2);

  private static final Pattern JSON =
      Pattern.compile("application/([a-z.-]+\\+)?json\\b.*", Pattern.CASE_INSENSITIVE);

  private static final int NO_CONTENT = 204;

  /** JSON of more bytes is no answer that a page shows. */
  private static final long LARGEST = 10 << 20;

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
          HttpHeaders.CONTENT_DISPOSITION,
          HttpHeaders.ETAG,
          HttpHeaders.LAST_MODIFIED,
          HttpHeaders.RETRY_AFTER,
          Idempotency.REPLAYED);

  private final ConsoleSettings settings;
  private final AdminToken token;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECTING)
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();

  PassedOnCalls(ConsoleSettings settings, AdminToken token) {
    this.settings = settings;
    this.token = token;
  }

  @PreDestroy
  void close() {
    http.shutdownNow();
  }

  Publisher<MutableHttpResponse<?>> answer(
      HttpRequest<?> request,
      ConsolePermission.Callee to,
      String path,
      String author,
      byte @Nullable [] body) {
    var call = passedOn(request, to, path, author, body);
    return Mono.fromFuture(() -> http.sendAsync(call, PassedOnCalls::reader))
        .<MutableHttpResponse<?>>map(PassedOnCalls::told)
        .onErrorMap(failure -> away(to, failure));
  }

  private java.net.http.HttpRequest passedOn(
      HttpRequest<?> request,
      ConsolePermission.Callee to,
      String path,
      String author,
      byte @Nullable [] body) {
    String query = request.getUri().getRawQuery();
    var call =
        java.net.http.HttpRequest.newBuilder(
                URI.create(address(to) + path + (query == null ? "" : "?" + query)))
            .method(
                request.getMethodName(),
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body))
            .header(HttpHeaders.AUTHORIZATION, "Bearer " + token.sent())
            .header(RequestAuthor.HEADER, author);
    for (String name : ASKED) {
      request.getHeaders().getAll(name).forEach(value -> call.header(name, value));
    }
    return call.build();
  }

  /** JSON, which has an end, is read as a whole; anything else as it comes. */
  private static BodySubscriber<Object> reader(HttpResponse.ResponseInfo answer) {
    String type = answer.headers().firstValue(HttpHeaders.CONTENT_TYPE).orElse("");
    return JSON.matcher(type).matches() || answer.statusCode() == NO_CONTENT
        ? BodySubscribers.mapping(
            BodySubscribers.limiting(BodySubscribers.ofByteArray(), LARGEST), bytes -> bytes)
        : BodySubscribers.mapping(BodySubscribers.ofPublisher(), PassedOnCalls::chunks);
  }

  private static Flux<byte[]> chunks(Flow.Publisher<List<ByteBuffer>> body) {
    return JdkFlowAdapter.flowPublisherToFlux(body)
        .concatMapIterable(each -> each)
        .map(buffer -> {
          byte[] bytes = new byte[buffer.remaining()];
          buffer.get(bytes);
          return bytes;
        });
  }

  /** What belongs to the connection between the services stays there. */
  private static MutableHttpResponse<?> told(HttpResponse<Object> answer) {
    MutableHttpResponse<Object> told =
        io.micronaut.http.HttpResponse.status(answer.statusCode(), null);
    for (String name : TOLD) {
      answer.headers().allValues(name).forEach(value -> told.header(name, value));
    }
    if (answer.body() instanceof Flux<?>) {
      // A compressor would hold back what is written bit by bit, and so might a proxy.
      told.header(HttpHeaders.CONTENT_ENCODING, "identity").header("X-Accel-Buffering", "no");
    }
    return answer.body() instanceof byte[] bytes && bytes.length == 0
        ? told
        : told.body(answer.body());
  }

  private static Throwable away(ConsolePermission.Callee to, Throwable failure) {
    LOG.atDebug()
        .setCause(failure)
        .addKeyValue("service", to.id())
        .log("Could not pass a call on to a service");
    return new ProblemException(
        HttpStatus.BAD_GATEWAY,
        "the %s service does not answer; whether a change was made is on the timeline once it does"
            .formatted(to == ConsolePermission.Callee.FLAGS ? "flag" : to.id()));
  }

  private URI address(ConsolePermission.Callee to) {
    return switch (to) {
      case BUILDER -> settings.builder();
      case BALANCER -> settings.balancer();
      case FLAGS -> settings.flags();
      case MONITOR -> throw new IllegalArgumentException("the monitor answers its own calls");
    };
  }
}
