package dev.aviary.balancer.acme;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.aviary.contract.file.CaFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;

/**
 * A directory in front of pebble's that has renewal information (RFC 9773), which Debian 12's
 * pebble has not. Of the first certificate that it is asked for it says that its window is over, of
 * others that it is far away.
 */
final class SuggestingServer implements AutoCloseable {
  private final Pebble pebble;
  private final HttpsServer server;
  private final List<String> asked = new CopyOnWriteArrayList<>();

  private SuggestingServer(Pebble pebble) throws Exception {
    this.pebble = pebble;
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(pebble.serverContext()));
    server.createContext("/dir", this::directory);
    server.createContext("/renewals/", this::renewal);
    server.start();
  }

  static SuggestingServer start(Pebble pebble) throws Exception {
    return new SuggestingServer(pebble);
  }

  Map<String, String> settings() {
    var settings = new HashMap<>(pebble.settings());
    settings.put("aviary.acme.directory", address("/dir"));
    return settings;
  }

  /** The identifiers of the certificates that it was asked for. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  private String address(String path) {
    return "https://localhost:" + server.getAddress().getPort() + path;
  }

  private void directory(HttpExchange exchange) throws IOException {
    SSLContext trust = CaFile.read("pebble", pebble.authority()).context();
    try (HttpClient client = HttpClient.newBuilder().sslContext(trust).build()) {
      URI theirs = URI.create(pebble.settings().get("aviary.acme.directory"));
      String directory =
          client
              .send(HttpRequest.newBuilder(theirs).build(), HttpResponse.BodyHandlers.ofString())
              .body();
      answer(
          exchange,
          "{\"renewalInfo\": \"" + address("/renewals") + "\"," + directory.strip().substring(1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void renewal(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String certificate = path.substring(path.lastIndexOf('/') + 1);
    boolean first = asked.isEmpty() || asked.getFirst().equals(certificate);
    asked.add(certificate);
    Instant start = first ? Instant.EPOCH : Instant.now().plus(Duration.ofDays(1));
    exchange.getResponseHeaders().add("Retry-After", "21600");
    answer(
        exchange,
        "{\"suggestedWindow\": {\"start\": \"%s\", \"end\": \"%s\"}}"
            .formatted(start, start.plusSeconds(60)));
  }

  private static void answer(HttpExchange exchange, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
