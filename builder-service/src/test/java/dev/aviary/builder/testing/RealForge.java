package dev.aviary.builder.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The API of a forge on loopback, which keeps what it is sent. */
public final class RealForge implements AutoCloseable {
  private static final InetSocketAddress LOOPBACK =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private final HttpServer server;
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private volatile int status = 201;
  private volatile String answer = "{\"id\":4711}";

  private RealForge(HttpServer server) {
    this.server = server;
  }

  /** A request as it came. */
  public record Call(
      String method, String path, String authorization, String privateToken, String body) {}

  public static RealForge start() {
    try {
      return serving(HttpServer.create(LOOPBACK, 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One that is spoken to by TLS, and shows a certificate of this authority. */
  public static RealForge start(OwnAuthority authority) {
    try {
      var server = HttpsServer.create(LOOPBACK, 0);
      server.setHttpsConfigurator(new HttpsConfigurator(authority.server()));
      return serving(server);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RealForge serving(HttpServer server) {
    var forge = new RealForge(server);
    server.createContext("/", forge::take);
    server.start();
    return forge;
  }

  public String url() {
    String scheme = server instanceof HttpsServer ? "https" : "http";
    return scheme + "://127.0.0.1:" + server.getAddress().getPort();
  }

  /** From now on it answers so. */
  public void answers(int code, String body) {
    status = code;
    answer = body;
  }

  public List<Call> calls() {
    return List.copyOf(calls);
  }

  public void forget() {
    calls.clear();
  }

  private void take(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    var headers = exchange.getRequestHeaders();
    calls.add(
        new Call(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            String.valueOf(headers.getFirst("Authorization")),
            String.valueOf(headers.getFirst("PRIVATE-TOKEN")),
            body));
    byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
