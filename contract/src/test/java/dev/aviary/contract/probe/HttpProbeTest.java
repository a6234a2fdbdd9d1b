package dev.aviary.contract.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Against a real socket that says what a test wants. */
final class HttpProbeTest {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @Test
  void theHostIsTheOneThatIsGivenElseTheAddress() throws Exception {
    try (var server = new ServerSocket(0)) {
      assertTrue(asked(server, "shop.example").contains("\r\nHost: shop.example\r\n"));
      assertTrue(asked(server, null).contains("\r\nHost: localhost:" + server.getLocalPort()));
    }
  }

  @Test
  void aRedirectIsToldAndNotFollowed() throws Exception {
    ProbeAnswer answer =
        answered("HTTP/1.1 301 Moved\r\nlocation:  https://a.test/x \r\nContent-Length: 0\r\n\r\n");
    assertEquals(new ProbeAnswer(301, "https://a.test/x"), answer);
    assertTrue(answer.wantsHttps());
    assertFalse(new ProbeAnswer(302, "/login").wantsHttps());
    assertFalse(new ProbeAnswer(200, "https://a.test/x").redirects());
  }

  @Test
  void interimAnswersArePassedOver() throws Exception {
    assertEquals(
        new ProbeAnswer(200, null),
        answered("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\n\r\nbody"));
  }

  @Test
  void anAnswerThatIsNotHttpIsNone() {
    assertThrows(IOException.class, () -> answered("220 mail.test ESMTP\r\n\r\n"));
    assertThrows(IOException.class, () -> answered(""));
  }

  private static ProbeAnswer answered(String text) throws IOException {
    try (var server = new ServerSocket(0)) {
      CompletableFuture<String> served = serve(server, text);
      ProbeAnswer answer = probe(server).get("/health", null);
      served.join();
      return answer;
    }
  }

  private static String asked(ServerSocket server, @Nullable String host) throws IOException {
    CompletableFuture<String> request = serve(server, "HTTP/1.1 204 No Content\r\n\r\n");
    assertEquals(204, probe(server).get("/a?b=c", host).status());
    return request.join();
  }

  private static HttpProbe probe(ServerSocket server) {
    return new HttpProbe(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort()), PATIENCE);
  }

  private static CompletableFuture<String> serve(ServerSocket server, String answer) {
    return CompletableFuture.supplyAsync(() -> {
      try (Socket socket = server.accept()) {
        var request = new StringBuilder();
        while (!request.toString().endsWith("\r\n\r\n")) {
          request.append((char) socket.getInputStream().read());
        }
        socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
        return request.toString();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    });
  }
}
