package dev.aviary.balancer.acme;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URL;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.connector.DefaultConnection;
import org.shredzone.acme4j.connector.HttpConnector;
import org.shredzone.acme4j.exception.AcmeProtocolException;

/**
 * A connection whose answers have a largest size and a time in which the whole of them must have
 * come. acme4j's own has neither: its timeout ends with the head of an answer. It keeps the {@code
 * Retry-After} of any refusal, where acme4j keeps that of {@code rateLimited} alone.
 */
final class BoundedConnection extends DefaultConnection {
  private static final int LARGEST = 256 * 1024;
  static final Duration WHOLE = Duration.ofSeconds(30);
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int UNAVAILABLE = 503;

  private final AcmeServer server;

  BoundedConnection(HttpConnector connector, AcmeServer server) {
    super(connector);
    this.server = server;
  }

  @Override
  protected void sendRequest(Session session, URL url, Consumer<HttpRequest.Builder> body)
      throws IOException {
    HttpRequest.Builder request =
        httpConnector
            .createRequestBuilder(url)
            .header("Accept-Charset", "utf-8")
            .header("Accept-Language", "en");
    body.accept(request);
    lastResponse = send(request.build());
    noteRetryAfter();
  }

  private HttpResponse<InputStream> send(HttpRequest request) throws IOException {
    BodyHandler<InputStream> handler =
        _ ->
            BodySubscribers.mapping(
                BodySubscribers.limiting(BodySubscribers.ofByteArray(), LARGEST),
                ByteArrayInputStream::new);
    CompletableFuture<HttpResponse<InputStream>> answer = httpClient.sendAsync(request, handler);
    try {
      return answer.get(WHOLE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new IOException("the authority did not answer within " + WHOLE.toSeconds() + " s", e);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("while the authority was asked");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    }
  }

  private void noteRetryAfter() {
    int status = lastResponse == null ? 0 : lastResponse.statusCode();
    if (status == TOO_MANY_REQUESTS || status == UNAVAILABLE) {
      try {
        getRetryAfter().ifPresent(server::wantsNothingBefore);
      } catch (AcmeProtocolException unreadable) {
        // The wait is ours, then.
      }
    }
  }
}
