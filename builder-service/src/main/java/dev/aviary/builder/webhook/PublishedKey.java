package dev.aviary.builder.webhook;

import dev.aviary.contract.redis.Wire;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.client.DefaultHttpClientConfiguration;
import io.micronaut.http.client.HttpClient;
import io.micronaut.http.client.exceptions.HttpClientException;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.security.PublicKey;
import java.time.Duration;

/** The key that Travis publishes, fetched each time. */
@Singleton
final class PublishedKey implements KeySource {
  private static final Duration SILENCE = Duration.ofSeconds(5);
  private static final int LARGEST_ANSWER = 256 * 1024;

  private final URI address;
  private final Wire wire;
  private final HttpClient client;

  PublishedKey(TravisSettings settings, Wire wire) throws MalformedURLException {
    this.address = settings.config();
    this.wire = wire;
    var limits = new DefaultHttpClientConfiguration();
    limits.setConnectTimeout(SILENCE);
    limits.setReadTimeout(SILENCE);
    limits.setMaxContentLength(LARGEST_ANSWER);
    this.client = HttpClient.create(address.toURL(), limits);
  }

  @Override
  public PublicKey fetch() throws IOException {
    try {
      String json = client.toBlocking().retrieve(HttpRequest.GET(address));
      String pem =
          wire.read(json, TravisConfig.class)
              .publicKey()
              .orElseThrow(() -> new IOException("the answer of " + address + " holds no key"));
      return PublicKeys.read(pem);
    } catch (HttpClientException | UncheckedIOException | IllegalArgumentException e) {
      throw new IOException("cannot read " + address + ": " + e.getMessage(), e);
    }
  }

  @PreDestroy
  void close() {
    client.close();
  }
}
