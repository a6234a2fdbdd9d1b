package dev.aviary.monitor.notify;

import dev.aviary.contract.redis.Wire;
import dev.aviary.monitor.notify.PostResult.Later;
import dev.aviary.monitor.notify.PostResult.Refused;
import dev.aviary.monitor.notify.PostResult.Taken;
import dev.aviary.monitor.secret.MonitorSecret;
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
import java.util.Set;
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
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  /** What a later try may change: request timeout, too early, too many requests. */
  private static final Set<Integer> PASSING = Set.of(408, 425, 429);

  private final Wire wire;
  private final MonitorSecret secret;
  private final InstantSource clock;
  private @Nullable HttpClient http;

  ListenerClient(Wire wire, MonitorSecret secret, InstantSource clock) {
    this.wire = wire;
    this.secret = secret;
    this.clock = clock;
  }

  PostResult post(Listener listener, Message message) throws InterruptedException {
    if (MetadataAddress.leadsTo(String.valueOf(listener.url().getHost()))) {
      return new Refused("its host leads to the metadata service of a cloud");
    }
    CompletableFuture<HttpResponse<String>> answer =
        http().sendAsync(request(listener, message), _ -> new ShortBody());
    try {
      return result(answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
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
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .header("User-Agent", "aviary-monitor")
            .POST(BodyPublishers.ofString(body));
    if (listener.form() == MessageForm.WEBHOOK) {
      Instant now = clock.instant();
      request
          .header(Signature.ID, message.id())
          .header(Signature.TIMESTAMP, Long.toString(now.getEpochSecond()))
          .header(Signature.SIGNATURE, Signature.of(listener, secret).of(message.id(), now, body));
    }
    return request.build();
  }

  private static PostResult result(HttpResponse<String> answer) {
    int status = answer.statusCode();
    if (status / 100 == 2) {
      return new Taken();
    }
    String told = (status + " " + answer.body()).strip();
    if (status / 100 == 3) {
      return new Refused(told + " (redirects are not followed)");
    }
    return status >= 500 || PASSING.contains(status)
        ? new Later(told, pause(answer))
        : new Refused(told);
  }

  /** RFC 9110, section 10.2.3, in seconds; Discord gives fractions of them. */
  private static Duration pause(HttpResponse<?> answer) {
    return answer
        .headers()
        .firstValue("Retry-After")
        .filter(seconds -> seconds.matches("[0-9]{1,6}([.][0-9]{1,6})?"))
        .map(seconds -> Duration.ofMillis((long) Math.ceil(Double.parseDouble(seconds) * 1000)))
        .map(asked -> asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked)
        .orElse(Duration.ZERO);
  }

  private static PostResult later(String reason) {
    return new Later(reason, Duration.ZERO);
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
