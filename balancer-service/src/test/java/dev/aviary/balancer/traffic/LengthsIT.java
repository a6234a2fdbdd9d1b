package dev.aviary.balancer.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.balancer.testing.Answer;
import dev.aviary.balancer.testing.Await;
import dev.aviary.balancer.testing.Head;
import dev.aviary.balancer.testing.RawClient;
import dev.aviary.balancer.testing.Rule;
import dev.aviary.balancer.testing.TestBackend;
import java.util.Locale;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the end of a body is told on either side. */
final class LengthsIT extends TrafficCase {

  @Rule(24)
  @Test
  void anAnswerThatCannotHaveABodyTellsNoLength_RFC9110_8_6() throws Exception {
    serveAnswer(
        Head.of("HTTP/1.1 103 Early Hints", "Link: </a>", "Content-Length: 5")
            + Head.of("HTTP/1.1 204 No Content", "Content-Length: 5"));
    RawClient client = client();
    for (int i = 0; i < 3; i++) {
      String interim = client.get("/").readHead();
      assertTrue(interim.startsWith("HTTP/1.1 103"), interim);
      assertFalse(interim.contains("ontent-"), interim);
      String head = client.readHead();
      assertTrue(head.startsWith("HTTP/1.1 204"), head);
      assertFalse(head.toLowerCase(Locale.ROOT).contains("content-length"), head);
    }
  }

  @Rule(24)
  @ParameterizedTest
  @ValueSource(strings = {"HEAD / HTTP/1.1", "GET / HTTP/1.1"})
  void aLengthThatIsOnlyToldIsKept_RFC9110_8_6(String line) throws Exception {
    String status = line.startsWith("HEAD") ? "200 OK" : "304 Not Modified";
    serveAnswer(Head.of("HTTP/1.1 " + status, "Content-Length: 1234"));
    RawClient client = client();
    for (int i = 0; i < 3; i++) {
      String head = client.send(Head.of(line, "Host: a")).readHead();
      assertTrue(head.startsWith("HTTP/1.1 " + status), head);
      assertTrue(head.contains("Content-Length: 1234\r\n"), head);
    }
  }

  @Rule(25)
  @Test
  void anOldClientGetsNoChunks_RFC9112_6_1() throws Exception {
    serveAnswer("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nall\r\n0\r\n\r\n");
    RawClient client = client().send("GET / HTTP/1.0\r\n\r\n");
    String head = client.readHead().toLowerCase(Locale.ROOT);
    assertFalse(head.contains("transfer-encoding"), head);
    assertEquals("all", client.readToEnd());
  }

  @Rule(30)
  @Test
  void aKnownLengthIsKeptBothWays_RFC9112_6_2() throws Exception {
    TestBackend backend = serve(TestBackend.saying("hello"));
    Answer answer =
        client().send(Head.of("POST / HTTP/1.1", "Host: a", "Content-Length: 4") + "body").read();
    assertTrue(backend.lastHead().contains("Content-Length: 4\r\n"), backend.lastHead());
    assertFalse(backend.lastHead().toLowerCase(Locale.ROOT).contains("transfer-encoding"));
    assertEquals("5", answer.header("Content-Length"));
    assertEquals("", answer.header("Transfer-Encoding"));
  }

  @Rule(28)
  @Test
  void trailersOfARequestPassUnlessTheyAreForbidden_RFC9110_6_5_1() throws Exception {
    String sent =
        Head.of(
            "1",
            "x",
            "0",
            "X-Sum: 7",
            "Content-Length: 9",
            "Host: evil",
            "X-Forwarded-For: 6.6.6.6",
            "X-Forwarded-Port: 666");
    assertEquals("xX-Sum: 7\r\n", passedOn(sent));
  }

  @Rule(8)
  @Test
  void whatAChunkSaysBesideItsSizeIsLeftOut_RFC9112_7_1_1() throws Exception {
    assertEquals("abc", passedOn("3;a=b;c=\"d\"\r\nabc\r\n0;e\r\n\r\n"));
  }

  /** Body and trailers as the backend gets them. */
  private String passedOn(String chunks) throws Exception {
    var bodies = new LinkedBlockingQueue<String>();
    serve(conversation -> {
      bodies.add(conversation.readBody(conversation.readHead()));
      conversation.answer("ok");
    });
    client()
        .send(Head.of("POST / HTTP/1.1", "Host: a", "Transfer-Encoding: chunked"))
        .send(chunks)
        .read();
    return bodies.take();
  }

  @Rule(8)
  @Test
  void aChunkThatSaysTooMuchBesideItsSizeIsRefused_RFC9112_7_1_1() throws Exception {
    var whole = new AtomicInteger();
    TestBackend backend =
        serve(conversation -> {
          conversation.readBody(conversation.readHead());
          whole.incrementAndGet();
        });
    RawClient client =
        client().send(Head.of("POST / HTTP/1.1", "Host: a", "Transfer-Encoding: chunked"));
    Await.until("the head arrived", () -> backend.heads().size() == 1);
    client.send("3;" + "x".repeat(20_000));
    assertTrue(client.read().status() / 100 == 4);
    Await.until("hung up on the backend", () -> backend.open() == 0);
    assertEquals(0, whole.get());
  }
}
