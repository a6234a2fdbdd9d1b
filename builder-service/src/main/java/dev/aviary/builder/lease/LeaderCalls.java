package dev.aviary.builder.lease;

import dev.aviary.builder.listener.BuilderEndpoint;
import dev.aviary.builder.listener.PublicPort;
import dev.aviary.contract.http.ProblemException;
import dev.aviary.contract.http.RequestAuthor;
import dev.aviary.contract.result.Refusal;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.ServerHttpRequest;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;

/** Asks the builder that leads in the name of a client, and passes its answer on as it comes. */
@Singleton
final class LeaderCalls {
  /** That a call was handed on once: it is not handed on again. */
  private static final String HANDED_ON = "Aviary-Handed-On";

  private static final List<String> PASSED =
      List.of(
          "Authorization",
          "X-Aviary-Token",
          "Content-Type",
          "Accept",
          "X-Request-Id",
          RequestAuthor.HEADER);

  private static final Duration CONNECT = Duration.ofSeconds(5);

  /** As long as the server leaves a connection on which nothing moves. */
  private static final Duration ANSWER = Duration.ofMinutes(16);

  private final PublicPort publicPort;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();

  LeaderCalls(PublicPort publicPort) {
    this.publicPort = publicPort;
  }

  /**
   * @throws ProblemException 503 when the leader does not answer, or leads no longer
   */
  HttpResponse<?> handOn(HttpRequest<?> request, BuilderEndpoint leader) {
    if (request.getHeaders().contains(HANDED_ON)) {
      throw away("another builder has just begun to lead");
    }
    String path = request.getUri().toString();
    URI uri = publicPort.took(request) ? leader.trigger(path) : leader.admin(path);
    var call =
        java.net.http.HttpRequest.newBuilder(uri)
            .timeout(ANSWER)
            .header(HANDED_ON, "1")
            .method(request.getMethodName(), BodyPublishers.ofByteArray(body(request)));
    for (String name : PASSED) {
      request.getHeaders().getAll(name).forEach(value -> call.header(name, value));
    }
    try {
      return passedOn(http.send(call.build(), BodyHandlers.ofPublisher()));
    } catch (IOException e) {
      throw away("the builder that leads, %s, does not answer: %s".formatted(leader.host(), e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw away("the service ends");
    }
  }

  private static byte[] body(HttpRequest<?> request) {
    if (!(request instanceof ServerHttpRequest<?> server)) {
      return new byte[0];
    }
    try (var whole = server.byteBody().buffer().toCompletableFuture().get()) {
      return whole.toByteArray();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw away("the service ends");
    } catch (ExecutionException e) {
      throw ProblemException.badRequest("the body cannot be read: " + e.getCause());
    }
  }

  /** Plain text may be a log that is followed; all else is short. */
  private static HttpResponse<?> passedOn(
      java.net.http.HttpResponse<Flow.Publisher<List<ByteBuffer>>> answer) {
    Flux<byte[]> parts =
        JdkFlowAdapter.flowPublisherToFlux(answer.body())
            .concatMapIterable(each -> each)
            .map(LeaderCalls::bytes);
    String type = answer.headers().firstValue("Content-Type").orElse(MediaType.TEXT_PLAIN);
    var passed = HttpResponse.status(HttpStatus.valueOf(answer.statusCode()));
    answer
        .headers()
        .firstValue("Retry-After")
        .ifPresent(wait -> passed.header("Retry-After", wait));
    return type.startsWith(MediaType.TEXT_PLAIN)
        ? passed.body(parts).contentType(type)
        : passed.body(whole(parts)).contentType(type);
  }

  private static byte[] whole(Flux<byte[]> parts) {
    var all = new ByteArrayOutputStream();
    parts.toIterable().forEach(all::writeBytes);
    return all.toByteArray();
  }

  private static byte[] bytes(ByteBuffer part) {
    var bytes = new byte[part.remaining()];
    part.get(bytes);
    return bytes;
  }

  private static ProblemException away(String why) {
    return ProblemException.of(
        Refusal.forNow(HttpStatus.SERVICE_UNAVAILABLE, why + "; try again in some seconds"));
  }

  @PreDestroy
  void close() {
    http.shutdownNow();
  }
}
