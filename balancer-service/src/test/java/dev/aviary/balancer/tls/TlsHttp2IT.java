package dev.aviary.balancer.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.balancer.testing.Answer;
import dev.aviary.balancer.testing.Fleet;
import dev.aviary.balancer.testing.TestBackend;
import dev.aviary.contract.app.Slot;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Over TLS a client that offers HTTP/2 gets it (RFC 9113, section 3.2). */
final class TlsHttp2IT extends TlsCase {
  private static final String MEGABYTE = "0123456789abcdef".repeat(65_536);

  @Test
  void aClientThatOffersHttp2IsAnsweredInIt() throws Exception {
    TestBackend backend = home(TestBackend.saying("hello"));
    try (HttpClient client = client(HttpClient.Version.HTTP_2)) {
      HttpResponse<String> answer = client.send(ask().build(), BodyHandlers.ofString());
      assertEquals(HttpClient.Version.HTTP_2, answer.version());
      assertEquals("hello", answer.body());
    }
    assertTrue(backend.lastHead().contains("x-forwarded-proto: https\r\n"), backend.lastHead());
  }

  @Test
  void aClientThatOffersHttp1AloneIsAnsweredInIt() throws Exception {
    home(TestBackend.saying("hello"));
    try (HttpClient client = client(HttpClient.Version.HTTP_1_1)) {
      HttpResponse<String> answer = client.send(ask().build(), BodyHandlers.ofString());
      assertEquals(HttpClient.Version.HTTP_1_1, answer.version());
      assertEquals("hello", answer.body());
    }
  }

  @Test
  void theTraceOfARequestPassesAsItIs() throws Exception {
    TestBackend backend = home(TestBackend.saying("hello"));
    HttpRequest traced =
        ask()
            .header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
            .header("tracestate", "congo=t61rcWkgMzE")
            .build();
    try (HttpClient client = client(HttpClient.Version.HTTP_2)) {
      assertEquals(200, client.send(traced, BodyHandlers.ofString()).statusCode());
    }
    var asked = new Answer(backend.lastHead(), "", "");
    assertEquals(
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", asked.header("traceparent"));
    assertEquals("congo=t61rcWkgMzE", asked.header("tracestate"));
  }

  @Test
  void manyRequestsAtATimeAndLargeBodiesPass() throws Exception {
    home(conversation -> {
      conversation.answer(conversation.readBody(conversation.readHead()));
      conversation.awaitEnd();
    });
    try (HttpClient client = client(HttpClient.Version.HTTP_2)) {
      var answers = new ArrayList<CompletableFuture<HttpResponse<String>>>();
      for (int i = 0; i < 4; i++) {
        HttpRequest post = ask().POST(BodyPublishers.ofString(MEGABYTE)).build();
        answers.add(client.sendAsync(post, BodyHandlers.ofString()));
      }
      for (var answer : answers) {
        assertEquals(HttpClient.Version.HTTP_2, answer.get().version());
        assertEquals(MEGABYTE, answer.get().body());
      }
    }
  }

  private HttpClient client(HttpClient.Version version) {
    return HttpClient.newBuilder().sslContext(trust()).version(version).build();
  }

  private HttpRequest.Builder ask() {
    return HttpRequest.newBuilder(URI.create("https://localhost:" + balancer().tlsPort() + "/"));
  }

  /** An app under a name that every machine knows. */
  private TestBackend home(TestBackend.Script script) throws Exception {
    TestBackend backend = opened(TestBackend.start(script));
    new Fleet(balancer(), "home", 1, "localhost").tls(OWN).with(Slot.STABLE_1, backend).publish();
    assertEquals(200, give("home", authority().issue("localhost")).statusCode());
    return backend;
  }
}
