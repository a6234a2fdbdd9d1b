package dev.aviary.cli.call;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.aviary.cli.exit.CommandFailure;
import dev.aviary.cli.exit.ExitStatus;
import dev.aviary.cli.instance.InstanceAccess;
import dev.aviary.cli.instance.InstancePort;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls of a server of the JDK, and of a socket that ends a connection without an answer. */
final class ApiCallerIT {
  private static final InetSocketAddress ANY =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private final LinkedBlockingQueue<String> requests = new LinkedBlockingQueue<>();
  private HttpServer server = serverOf(200, "");

  private HttpServer serverOf(int status, String body) {
    try {
      var made = HttpServer.create(ANY, 0);
      made.createContext(
          "/",
          exchange -> {
            requests.add(
                "%s %s %s %s %s %s"
                    .formatted(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI(),
                        exchange.getRequestHeaders().getFirst("Authorization"),
                        exchange.getRequestHeaders().getFirst("X-Aviary-By"),
                        exchange.getRequestHeaders().getFirst("Content-Type"),
                        new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            exchange.sendResponseHeaders(status, body.isEmpty() ? -1 : body.length());
            exchange.getResponseBody().write(body.getBytes(UTF_8));
            exchange.close();
          });
      return made;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void aCallBringsMethodPathTokenPersonAndBody() {
    ApiCaller caller = caller(server.getAddress().getPort());
    caller.call(AdminApi.BUILDER, "POST", ApiPath.of("apps", "a b", "promote"));
    caller.call(AdminApi.BUILDER, "PUT", ApiPath.of("apps", "shop"), Map.of("port", 80));
    caller.call(AdminApi.BUILDER, "DELETE", ApiPath.of("apps", "shop").with("reason", "old"));
    assertEquals(
        List.of(
            "POST /apps/a%20b/promote Bearer t sam null ",
            "PUT /apps/shop Bearer t sam application/json {\"port\":80}",
            "DELETE /apps/shop?reason=old Bearer t sam null "),
        List.copyOf(requests));
  }

  @Test
  void eachKindOfRefusalHasItsExitStatus() {
    assertEquals(
        ExitStatus.REFUSED, refused(409, "{\"title\":\"no\",\"detail\":\"busy\"}").status());
    assertEquals(ExitStatus.NOT_ALLOWED, refused(401, "").status());
    assertEquals(ExitStatus.NOT_ALLOWED, refused(403, "{}").status());
    assertEquals(ExitStatus.NOT_REACHED, refused(503, "later").status());
    assertTrue(refused(404, "{\"detail\":\"no such app\"}").told().contains("no such app"));
  }

  @Test
  void aRedirectIsNotFollowed() {
    assertEquals(ExitStatus.REFUSED, refused(302, "").status());
    assertEquals(1, requests.size());
  }

  @Test
  void aPostWhoseConnectionEndsWithoutAnAnswerIsSentOnce() throws IOException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        var socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      threads.submit(() -> {
        while (true) {
          try (Socket connection = socket.accept()) {
            requests.add(request(connection));
          }
        }
      });
      CommandFailure failure =
          assertThrows(
              CommandFailure.class,
              () ->
                  caller(socket.getLocalPort())
                      .call(AdminApi.BUILDER, "POST", ApiPath.of("deployments"), Map.of()));
      assertEquals(ExitStatus.NOT_REACHED, failure.status());
      assertEquals(List.of("POST /deployments HTTP/1.1"), List.copyOf(requests));
    }
  }

  @Test
  void whatIsNoHttpIsNotReached() throws IOException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        var socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      threads.submit(() -> {
        try (Socket connection = socket.accept()) {
          connection.getOutputStream().write("220 mail.example ESMTP\r\n".getBytes(UTF_8));
        }
        return true;
      });
      CommandFailure failure =
          assertThrows(
              CommandFailure.class,
              () ->
                  caller(socket.getLocalPort()).call(AdminApi.BUILDER, "GET", ApiPath.of("apps")));
      assertEquals(ExitStatus.NOT_REACHED, failure.status());
    }
  }

  @Test
  void whatAStreamTellsIsReadBeforeItEnds() throws IOException {
    var read = new CountDownLatch(1);
    server.createContext(
        "/events",
        exchange -> {
          requests.add(exchange.getRequestHeaders().getFirst("Last-Event-ID"));
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream body = exchange.getResponseBody()) {
            body.write("first".getBytes(UTF_8));
            body.flush();
            read.await();
            body.write("second".getBytes(UTF_8));
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
        });
    try (InputStream stream =
        caller(server.getAddress().getPort()).stream(
            AdminApi.BUILDER, ApiPath.of("events"), ApiCaller.EVENTS, "7")) {
      assertEquals("first", new String(stream.readNBytes(5), UTF_8));
      read.countDown();
      assertEquals("second", new String(stream.readAllBytes(), UTF_8));
    }
    assertEquals(List.of("7"), List.copyOf(requests));
  }

  /** The first line of a request of which all has come. */
  private static String request(Socket connection) throws IOException {
    var text = new StringBuilder();
    while (text.indexOf("\r\n\r\n{}") < 0) {
      int next = connection.getInputStream().read();
      assertTrue(next >= 0, "the request came as " + text);
      text.append((char) next);
    }
    return text.substring(0, text.indexOf("\r\n"));
  }

  private CommandFailure refused(int status, String body) {
    server.stop(0);
    server = serverOf(status, body);
    server.start();
    ApiCaller caller = caller(server.getAddress().getPort());
    return assertThrows(
        CommandFailure.class, () -> caller.call(AdminApi.BUILDER, "GET", ApiPath.of("apps")));
  }

  private static ApiCaller caller(int port) {
    return new ApiCaller(
        new InstanceAccess(
            "aviary",
            URI.create("http://127.0.0.1"),
            Map.of(InstancePort.BUILDER_ADMIN, port),
            "t",
            Path.of(""),
            Path.of("")),
        "sam");
  }
}
