package dev.aviary.balancer.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.balancer.testing.Admin;
import dev.aviary.balancer.testing.Answer;
import dev.aviary.balancer.testing.Await;
import dev.aviary.balancer.testing.Head;
import dev.aviary.balancer.testing.RawClient;
import dev.aviary.balancer.testing.TestBackend;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Messages over TLS arrive as they do without, and each kind of end is the right one. */
final class TlsTrafficIT extends TlsCase {
  private static final String GET = "GET / HTTP/1.1\r\nHost: shop.example\r\n\r\n";

  /** To which an answer may end with the connection alone. */
  private static final String OLD_GET = "GET / HTTP/1.0\r\nHost: shop.example\r\n\r\n";

  private static final String MEGABYTE = "0123456789abcdef".repeat(65_536);
  private static final String SWITCHED =
      Head.of("HTTP/1.1 101 Switching Protocols", "Connection: Upgrade", "Upgrade: x");
  private static final String OFFER =
      Head.of("GET /chat HTTP/1.1", "Host: shop.example", "Connection: Upgrade", "Upgrade: x");

  @Test
  void aRequestIsAnsweredAndTheAppIsToldThatItCameOverTls() throws Exception {
    TestBackend backend = serve(TestBackend.saying("hello"));
    RawClient client = client();
    assertEquals("hello", client.send(GET).read().body());
    assertEquals("TLSv1.3", client.session().getProtocol());
    assertTrue(backend.lastHead().contains("x-forwarded-proto: https\r\n"), backend.lastHead());
    assertTrue(backend.lastHead().contains(";proto=https\r\n"), backend.lastHead());
  }

  @Test
  void pipelinedRequestsAreAnsweredInOrder() throws Exception {
    serve(TestBackend.saying("one"));
    RawClient client = client().send(GET.repeat(20));
    for (int i = 0; i < 20; i++) {
      assertEquals("one", client.read().body());
    }
  }

  @Test
  void aMegabyteGoesUpAndDownOverBothVersions() throws Exception {
    serve(conversation -> {
      String body = conversation.readBody(conversation.readHead());
      conversation.answer(body);
      conversation.awaitEnd();
    });
    for (String version : new String[] {"TLSv1.2", "TLSv1.3"}) {
      RawClient client = opened(RawClient.tls(trust(), HOST, balancer().tlsPort(), version));
      assertEquals(version, client.session().getProtocol());
      client.send(
          Head.of("POST / HTTP/1.1", "Host: shop.example", "Content-Length: " + MEGABYTE.length()));
      client.send(MEGABYTE);
      assertEquals(MEGABYTE, client.read().body());
    }
  }

  @Test
  void anEarlyAnswerReachesAClientThatStillSends() throws Exception {
    serve(TestBackend.saying("never asked"));
    RawClient client = client();
    client.send(Head.of("POST / HTTP/1.1", "Host: shop.example", "Content-Length: 9999999999"));
    client.send("x".repeat(100_000));
    Answer answer = client.read();
    assertEquals(413, answer.status());
    assertTrue(client.ended(), "the balancer ends its half");
  }

  @Test
  void aSlowReaderGetsAllOfALargeAnswer() throws Exception {
    serve(conversation -> {
      conversation.readRequest();
      conversation.answer(MEGABYTE.repeat(4));
      conversation.awaitEnd();
    });
    RawClient client = client().send(GET);
    String head = client.readHead();
    assertTrue(head.startsWith("HTTP/1.1 200"), head);
    for (int i = 0; i < 4; i++) {
      assertEquals(MEGABYTE, client.readBytes(MEGABYTE.length()));
    }
  }

  @Test
  void aTunnelCarriesBytesBothWaysAndItsEnd() throws Exception {
    var ended = new CountDownLatch(1);
    serve(conversation -> {
      conversation.readRequest();
      conversation.send(SWITCHED).send("hello");
      byte[] said = conversation.in().readNBytes(5);
      conversation.send(said);
      conversation.awaitEnd();
      ended.countDown();
    });
    RawClient client = client().send(OFFER);
    client.readHead();
    assertEquals("hello", client.readBytes(5));
    assertEquals("abcde", client.send("abcde").readBytes(5));
    client.close();
    assertTrue(ended.await(10, TimeUnit.SECONDS), "the backend is told that the client left");
  }

  @Test
  void aBackendThatEndsItsHalfOfATunnelStillHearsTheClient() throws Exception {
    var heard = new CountDownLatch(1);
    serve(conversation -> {
      conversation.readRequest();
      conversation.send(SWITCHED).send("bye");
      conversation.endOutput();
      if (new String(conversation.in().readNBytes(4), StandardCharsets.US_ASCII).equals("last")) {
        heard.countDown();
      }
    });
    RawClient client = client().send(OFFER);
    client.readHead();
    assertEquals("bye", client.readToEnd());
    client.send("last");
    assertTrue(heard.await(10, TimeUnit.SECONDS));
  }

  @Test
  void anAnswerThatIsCutOffIsNotEndedAsIfItWereWhole() throws Exception {
    serve(conversation -> {
      conversation.readRequest();
      conversation.send("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nhalf");
      conversation.reset();
    });
    RawClient client = client().send(OLD_GET);
    client.readHead();
    assertThrows(IOException.class, client::readToEnd);
  }

  @Test
  void anAnswerThatTheCloseOfTheBackendEndsIsEndedInGoodOrder() throws Exception {
    serve(conversation -> {
      conversation.readRequest();
      conversation.send("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nwhole");
      conversation.close();
    });
    RawClient client = client().send(OLD_GET);
    client.readHead();
    assertEquals("whole", client.readToEnd());
  }

  @Test
  void aRequestForAHostThatTheCertificateIsNotForIsMisdirected() throws Exception {
    serve(TestBackend.saying("hello"));
    RawClient client = client();
    Answer other = client.send(Head.of("GET / HTTP/1.1", "Host: blog.example")).read();
    assertEquals(421, other.status());
    assertEquals("misdirected", other.header("X-Aviary-Error"));
    assertEquals("hello", client.send(GET).read().body(), "the connection goes on");
  }

  @Test
  void theAccessLogSaysWhichVersion() throws Exception {
    serve(TestBackend.saying("hello"));
    client().send(GET).read();
    Await.until(
        "a line with the version",
        () ->
            Files.readString(balancer().data().resolve("access.log"))
                .contains("\"tls\":\"TLSv1.3\""));
  }

  @Test
  void curlIsServed() throws Exception {
    serve(TestBackend.saying("hello"));
    Process curl =
        new ProcessBuilder(
                "curl",
                "-sS",
                "--http1.1",
                "--cacert",
                authority().root().toString(),
                "--resolve",
                "shop.example:" + balancer().tlsPort() + ":127.0.0.1",
                "https://shop.example:" + balancer().tlsPort() + "/")
            .redirectErrorStream(true)
            .start();
    assertEquals("hello", new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
  }

  @Test
  void aPlainRequestOnTheTlsPortIsClosed() throws Exception {
    RawClient client = opened(RawClient.to(balancer().tlsPort()));
    client.send(GET);
    assertFalse(client.readToEnd().contains("HTTP"));
  }

  @Test
  void theAdminApiShowsTheCertificateAndNotItsKey() throws Exception {
    HttpResponse<String> shown = Admin.of(balancer()).get("/apps/shop/certificate");
    assertEquals(200, shown.statusCode());
    assertTrue(shown.body().contains("\"served\":true"), shown.body());
    assertTrue(shown.body().contains("CN=middle"), shown.body());
    assertFalse(shown.body().contains("PRIVATE"), shown.body());
  }
}
