package dev.aviary.monitor.notify;

import dev.aviary.contract.http.ServerAnswers;
import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.result.Refusal;
import dev.aviary.contract.result.Result;
import dev.aviary.contract.result.Result.Done;
import dev.aviary.monitor.secret.MonitorSecret;
import io.micronaut.http.HttpStatus;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Posts messages to listeners, each on the whole within {@link #PATIENCE}. It follows no redirect,
 * and reads no more of an answer than it tells.
 */
@Singleton
final class ListenerClient {
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Duration CONNECTING = Duration.ofSeconds(5);

  private final Wire wire;
  private final MonitorSecret secret;
  private final InstantSource clock;
  private @Nullable HttpClient http;

  ListenerClient(Wire wire, MonitorSecret secret, InstantSource clock) {
    this.wire = wire;
    this.secret = secret;
    this.clock = clock;
  }

  /** A listener that is away, or may take the message later, refuses for now. */
  Result<Message> post(Listener listener, Message message) throws InterruptedException {
    if (MetadataAddress.leadsTo(String.valueOf(listener.url().getHost()))) {
      return new Refusal<>(
          HttpStatus.UNPROCESSABLE_ENTITY, "its host leads to the metadata service of a cloud");
    }
    CompletableFuture<HttpResponse<String>> answer =
        http().sendAsync(request(listener, message), _ -> new ShortBody());
    try {
      return result(message, answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return later("no whole answer within " + PATIENCE.toSeconds() + " s");
    } catch (ExecutionException e) {
      return later(reason(e));
    } finally {
      answer.cancel(true);
    }
  }

  private HttpRequest request(Listener listener, Message message) {
    String body = listener.form().body(message, wire);
    var request =
        HttpRequest.newBuilder(listener.url())
            .header("Content-Type", "application/json")
            .header("User-Agent", "aviary-monitor")
            .POST(BodyPublishers.ofString(body));
    if (listener.form() == MessageForm.WEBHOOK) {
      Instant now = clock.instant();
      request
          .header(MessageSignature.ID, message.id())
          .header(MessageSignature.TIMESTAMP, Long.toString(now.getEpochSecond()))
          .header(
              MessageSignature.SIGNATURE,
              MessageSignature.of(listener, secret).of(message.id(), now, body));
    }
    return request.build();
  }

  private static Result<Message> result(Message message, HttpResponse<String> answer) {
    if (ServerAnswers.isSuccess(answer)) {
      return new Done<>(message);
    }
    String told = (answer.statusCode() + " " + answer.body()).strip();
    if (answer.statusCode() / 100 == 3) {
      return ServerAnswers.forGood(answer, told + " (redirects are not followed)");
    }
    return ServerAnswers.isForNow(answer)
        ? ServerAnswers.forNow(answer, told)
        : ServerAnswers.forGood(answer, told);
  }

  private static Refusal<Message> later(String reason) {
    return Refusal.forNow(HttpStatus.BAD_GATEWAY, reason);
  }

  /** Without the address, which may be a secret. */
  private static String reason(ExecutionException failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String kind = cause.getClass().getSimpleName();
    return cause instanceof IOException && cause.getMessage() != null
        ? kind + ": " + cause.getMessage()
        : kind;
  }

  /** Made for the first listener there is: without any it costs nothing. */
  private synchronized HttpClient http() {
    if (http == null) {
      http =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .followRedirects(HttpClient.Redirect.NEVER)
              .connectTimeout(CONNECTING)
              .build();
    }
    return http;
  }

  @PreDestroy
  synchronized void close() {
    if (http != null) {
      http.shutdownNow();
    }
  }
}
