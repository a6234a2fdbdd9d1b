package dev.aviary.builder.webhook;

import dev.aviary.contract.redis.Wire;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.PublicKey;
import java.time.Duration;

/** The key that Travis publishes, fetched each time. */
@Singleton
final class PublishedKey implements KeySource {
  private static final Duration SILENCE = Duration.ofSeconds(5);
  private static final int LARGEST_ANSWER = 256 * 1024;

  private final URI address;
  private final Wire wire;
  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(SILENCE)
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();

  PublishedKey(TravisSettings settings, Wire wire) {
    this.address = settings.config();
    this.wire = wire;
  }

  @Override
  public PublicKey fetch() throws IOException {
    try {
      String pem =
          wire.read(answer(), TravisConfig.class)
              .publicKey()
              .orElseThrow(() -> new IOException("the answer holds no key"));
      return PublicKeys.read(pem);
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      throw new IOException("cannot read " + address + ": " + e.getMessage(), e);
    }
  }

  private String answer() throws IOException {
    try {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(address).timeout(SILENCE).build(),
              BodyHandlers.limiting(BodyHandlers.ofString(), LARGEST_ANSWER));
      if (answer.statusCode() != 200) {
        throw new IOException("answered " + answer.statusCode());
      }
      return answer.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @PreDestroy
  void close() {
    client.shutdownNow();
  }
}
