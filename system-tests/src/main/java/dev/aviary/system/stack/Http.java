package dev.aviary.system.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** One service's REST API, seen from the host. */
public record Http(HttpClient client, int port, String token) {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  public Answer get(String path) {
    return send(request(path).GET().build());
  }

  public Answer post(String path, String json) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json))
            .build());
  }

  public Answer put(String path, String json) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(json))
            .build());
  }

  /** What the monitor's numbers look like to a person. */
  public String table() {
    return plain("/stats");
  }

  /** What a person reads there in a terminal. */
  public String plain(String path) {
    return send(request(path).header("Accept", "text/plain").GET().build()).body();
  }

  /** A request with the admin token, to be finished by the caller. */
  public HttpRequest.Builder request(String path) {
    return open(path).header("Authorization", "Bearer " + token);
  }

  /** A request without a token. */
  public HttpRequest.Builder open(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).timeout(PATIENCE);
  }

  public Answer send(HttpRequest request) {
    try {
      return Answer.of(client.send(request, BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(request.method() + " " + request.uri(), e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether the service says that it is well. */
  public boolean healthy() {
    try {
      return get("/health").status() == 200;
    } catch (UncheckedIOException away) {
      return false;
    }
  }
}
