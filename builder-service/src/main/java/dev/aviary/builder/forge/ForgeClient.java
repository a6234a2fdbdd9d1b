package dev.aviary.builder.forge;

import dev.aviary.builder.source.TrustedAuthorities;
import dev.aviary.contract.http.ServerAnswers;
import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.result.Refusal;
import dev.aviary.contract.result.Result;
import dev.aviary.contract.result.Result.Done;
import io.micronaut.http.HttpStatus;
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

/**
 * Posts to the APIs of forges. It follows no redirect: a token is for the host that it was given
 * for.
 */
@Singleton
final class ForgeClient {
  private static final Duration SILENCE = Duration.ofSeconds(10);
  private static final int LARGEST_ANSWER = 256 * 1024;
  private static final int TOLD = 200;

  private final Wire wire;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(SILENCE).build();

  ForgeClient(Wire wire) {
    this.wire = wire;
  }

  /**
   * @return the body of the answer, or the forge's refusal; a forge that is away refuses for now
   */
  Result<String> post(ForgeRepository repository, String token, ForgeCall call)
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
      return new Refusal<>(
          HttpStatus.UNPROCESSABLE_ENTITY,
          "the address or the token cannot be used: " + e.getMessage());
    } catch (IOException e) {
      return Refusal.forNow(HttpStatus.BAD_GATEWAY, String.valueOf(e));
    }
  }

  private static Result<String> send(HttpClient client, HttpRequest request)
      throws IOException, InterruptedException {
    return answer(
        client.send(request, BodyHandlers.limiting(BodyHandlers.ofString(), LARGEST_ANSWER)));
  }

  /** By a client of its own: a deployment is a handful of calls, and a client costs a thread. */
  private static Result<String> sendTrusting(String ca, HttpRequest request)
      throws IOException, InterruptedException {
    try (var client =
        HttpClient.newBuilder()
            .connectTimeout(SILENCE)
            .sslContext(TrustedAuthorities.context(ca))
            .build()) {
      return send(client, request);
    }
  }

  private static Result<String> answer(HttpResponse<String> answer) {
    String body = answer.body();
    if (ServerAnswers.isSuccess(answer)) {
      return new Done<>(body);
    }
    String told =
        answer.statusCode() + " " + (body.length() <= TOLD ? body : body.substring(0, TOLD));
    return ServerAnswers.isForNow(answer) || limited(answer)
        ? ServerAnswers.forNow(answer, told)
        : ServerAnswers.forGood(answer, told);
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

  @PreDestroy
  void close() {
    http.shutdownNow();
  }
}
