package dev.aviary.builder.forge;

import dev.aviary.builder.source.TrustedAuthorities;
import dev.aviary.contract.redis.Wire;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;

/**
 * Posts to the APIs of forges. It follows no redirect: a token is for the host that it was given
 * for.
 */
@Singleton
final class ForgeClient {
  private static final Duration SILENCE = Duration.ofSeconds(10);
  private static final int LARGEST_ANSWER = 256 * 1024;
  private static final int TOLD = 200;
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  /** What a later try may change: request timeout, too early, too many requests. */
  private static final Set<Integer> PASSING = Set.of(408, 425, 429);

  private final Wire wire;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(SILENCE).build();

  ForgeClient(Wire wire) {
    this.wire = wire;
  }

  ForgeAnswer post(ForgeRepository repository, String token, ForgeCall call)
      throws InterruptedException {
    try {
      var request =
          HttpRequest.newBuilder(URI.create(repository.api() + call.path()))
              .timeout(SILENCE)
              .headers(repository.kind().authorization(token))
              .header("Content-Type", "application/json")
              .header("Accept", "application/json")
              .header("User-Agent", "aviary-builder")
              .POST(BodyPublishers.ofString(wire.write(call.body())))
              .build();
      return repository.ca() == null ? send(http, request) : sendTrusting(repository.ca(), request);
    } catch (IllegalArgumentException e) {
      return new ForgeAnswer.Refused(0, "the address or the token is none: " + e.getMessage());
    } catch (IOException e) {
      return new ForgeAnswer.Again(String.valueOf(e), Duration.ZERO);
    }
  }

  private static ForgeAnswer send(HttpClient client, HttpRequest request)
      throws IOException, InterruptedException {
    return answer(
        client.send(request, BodyHandlers.limiting(BodyHandlers.ofString(), LARGEST_ANSWER)));
  }

  /** By a client of its own: a deployment is a handful of calls, and a client costs a thread. */
  private static ForgeAnswer sendTrusting(String ca, HttpRequest request)
      throws IOException, InterruptedException {
    try (var client =
        HttpClient.newBuilder()
            .connectTimeout(SILENCE)
            .sslContext(TrustedAuthorities.context(ca))
            .build()) {
      return send(client, request);
    }
  }

  private static ForgeAnswer answer(HttpResponse<String> answer) {
    int status = answer.statusCode();
    if (status / 100 == 2) {
      return new ForgeAnswer.Taken(answer.body());
    }
    String body = answer.body();
    String told = status + " " + (body.length() <= TOLD ? body : body.substring(0, TOLD));
    boolean passes = status >= 500 || PASSING.contains(status) || limited(answer);
    return passes
        ? new ForgeAnswer.Again(told, pause(answer))
        : new ForgeAnswer.Refused(status, told);
  }

  /** GitHub answers 403 too where its rate limit is used up. */
  private static boolean limited(HttpResponse<?> answer) {
    return answer.statusCode() == 403
        && (answer.headers().firstValue("Retry-After").isPresent()
            || answer
                .headers()
                .firstValue("X-RateLimit-Remaining")
                .filter("0"::equals)
                .isPresent());
  }

  private static Duration pause(HttpResponse<?> answer) {
    return answer
        .headers()
        .firstValue("Retry-After")
        .filter(seconds -> seconds.matches("[0-9]{1,6}"))
        .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
        .map(asked -> asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked)
        .orElse(Duration.ZERO);
  }

  @PreDestroy
  void close() {
    http.shutdownNow();
  }
}
