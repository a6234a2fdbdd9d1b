package dev.aviary.balancer.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.balancer.testing.Answer;
import dev.aviary.balancer.testing.Head;
import dev.aviary.balancer.testing.RawClient;
import dev.aviary.balancer.testing.Rule;
import dev.aviary.balancer.testing.TestBackend;
import java.io.IOException;
import java.net.SocketException;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of an answer on its way to the client. */
final class ResponseIT extends TrafficCase {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  @Rule(18)
  @Test
  void headersOfTheHopAreRemovedAndAllOthersKept_RFC9110_7_6_1() throws Exception {
    serveAnswer(
        Head.of(
                "HTTP/1.1 200 Fine",
                "Connection: X-Hop, keep-alive",
                "X-Hop: 1",
                "Keep-Alive: 5",
                "Proxy-Connection: x",
                "Set-Cookie: a=1",
                "Set-Cookie: b=2",
                "Server: own",
                "X-Latin: \u00e9\u00ff",
                "Content-Length: 2")
            + "ok");
    Answer answer = client().get("/").read();
    String head = answer.head();
    assertFalse(head.toLowerCase(Locale.ROOT).contains("x-hop"), head);
    assertFalse(head.toLowerCase(Locale.ROOT).contains("keep-alive"), head);
    assertFalse(head.toLowerCase(Locale.ROOT).contains("connection"), head);
    assertTrue(head.startsWith("HTTP/1.1 200 Fine\r\n"), head);
    assertTrue(head.contains("Set-Cookie: a=1\r\nSet-Cookie: b=2\r\n"), head);
    assertTrue(
        head.contains("Server: own\r\n") && head.contains("X-Latin: \u00e9\u00ff\r\n"), head);
    assertTrue(head.contains("Content-Length: 2\r\n"), head);
    assertTrue(head.contains("1.1 aviary"), head);
  }

  @Rule(26)
  @Test
  void severalInterimAnswersComeBeforeTheFinalOneToTheSameClient_RFC9110_15_2() throws Exception {
    serveAnswer(
        Head.of("HTTP/1.1 103 Early Hints", "Link: </a.css>")
            + Head.of("HTTP/1.1 102 Processing")
            + Head.of("HTTP/1.1 103 Early Hints", "Link: </b.css>")
            + OK);
    RawClient client = client();
    for (int i = 0; i < 3; i++) {
      client.get("/");
      assertTrue(client.readHead().contains("Link: </a.css>\r\n"));
      assertTrue(client.readHead().startsWith("HTTP/1.1 102"));
      assertTrue(client.readHead().contains("Link: </b.css>\r\n"));
      assertEquals("ok", client.read().body());
      assertEquals("ok", onAnotherConnection());
    }
  }

  private String onAnotherConnection() throws Exception {
    RawClient other = client().get("/other");
    other.readHead();
    other.readHead();
    other.readHead();
    return other.read().body();
  }

  @Rule(24)
  @Test
  void aHeadRequestWithAnInterimAnswerGetsNoBody_RFC9110_9_3_2() throws Exception {
    serve(conversation -> {
      for (String head = conversation.readHead(); !head.isEmpty(); head = conversation.readHead()) {
        conversation.send("HTTP/1.1 103 Early Hints\r\n\r\n");
        conversation.send(
            head.startsWith("HEAD") ? "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n" : OK);
      }
    });
    RawClient client = client().send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n");
    assertTrue(client.readHead().startsWith("HTTP/1.1 103"));
    assertTrue(client.readHead().contains("Content-Length: 9\r\n"));
    client.get("/");
    assertTrue(client.readHead().startsWith("HTTP/1.1 103"));
    assertEquals("ok", client.read().body());
  }

  @Rule(26)
  @Test
  void anOldClientGetsNoInterimAnswer_RFC9110_15_2() throws Exception {
    serveAnswer("HTTP/1.1 103 Early Hints\r\n\r\n" + OK);
    assertEquals("ok", client().send("GET / HTTP/1.0\r\n\r\n").read().body());
  }

  @Rule(24)
  @ParameterizedTest
  @ValueSource(strings = {"204 No Content", "304 Not Modified"})
  void anAnswerWithoutBodyLeavesTheConnectionInStep_RFC9110_8_6(String status) throws Exception {
    TestBackend backend = serveAnswer("HTTP/1.1 " + status + "\r\nETag: \"x\"\r\n\r\n");
    RawClient client = client();
    for (int i = 0; i < 3; i++) {
      Answer answer = client.get("/").read();
      assertEquals(status.substring(0, 3), Integer.toString(answer.status()));
      assertEquals("", answer.header("Transfer-Encoding"));
    }
    assertEquals(1, backend.connections());
  }

  @Rule(29)
  @Test
  void aBodyThatEndsWithItsConnectionGetsChunksAndTheClientsConnectionStays_RFC9112_6_3()
      throws Exception {
    serve(conversation -> {
      conversation.readRequest();
      conversation.send("HTTP/1.1 200 OK\r\n\r\nall ").send("of it");
    });
    RawClient client = client();
    for (int i = 0; i < 3; i++) {
      Answer answer = client.get("/").read();
      assertEquals("all of it", answer.body());
      assertEquals("chunked", answer.header("Transfer-Encoding"));
    }
  }

  @Rule(28)
  @Test
  void trailersOfAnAnswerPass_RFC9110_6_5() throws Exception {
    serveAnswer(
        Head.of("HTTP/1.1 200 OK", "Trailer: X-Sum", "Transfer-Encoding: chunked")
            + Head.of("2", "ok", "0", "X-Sum: 9", "Set-Cookie: evil=1"));
    Answer answer = client().get("/").read();
    assertEquals("X-Sum: 9\r\n", answer.trailers());
    assertEquals("X-Sum", answer.header("Trailer"));
  }

  @Rule(43)
  @Test
  void anAnswersHeadThatIsTooLargeIsNamedForWhatItIs_RFC9110_15_6_3() throws Exception {
    String cookies = ("Set-Cookie: c=" + "v".repeat(2_000) + "\r\n").repeat(20);
    serveAnswer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n" + cookies + "\r\nok");
    Answer answer = client().get("/").read();
    assertEquals(502, answer.status());
    assertEquals("answer-head-too-large", answer.header("X-Aviary-Error"));
    assertEquals("aviary; error=http_response_header_section_size", answer.header("Proxy-Status"));
    assertTrue(answer.body().contains("header fields"), answer.body());
  }

  @Rule(43)
  @Test
  void anAnswersHeadOf31KilobytesPasses_RFC9110_15_6_3() throws Exception {
    String cookies = ("Set-Cookie: c=" + "v".repeat(1_500) + "\r\n").repeat(20);
    serveAnswer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n" + cookies + "\r\nok");
    assertEquals("ok", client().get("/").read().body());
  }

  @Rule(9)
  @Test
  void anAnswerThatIsCutShortNeverLooksWhole_RFC9112_8() throws Exception {
    serve(conversation -> {
      conversation.readRequest();
      conversation.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
    });
    assertThrows(IOException.class, () -> client().get("/").read());
    serve(conversation -> {
      conversation.readRequest();
      conversation.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n");
    });
    assertThrows(IOException.class, () -> client().get("/").read());
  }

  @Rule(9)
  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.1", "HTTP/1.0"})
  void anAnswerWhoseConnectionIsResetNeverLooksWhole_RFC9112_8(String version) throws Exception {
    var arrived = new Semaphore(0);
    serve(conversation -> {
      conversation.readRequest();
      conversation.send("HTTP/1.1 200 OK\r\n\r\nhalf");
      arrived.acquireUninterruptibly();
      conversation.reset();
    });
    RawClient client = client().send(Head.of("GET / " + version, "Host: a"));
    boolean chunked = client.readHead().contains("chunked");
    assertEquals(chunked ? "4\r\nhalf\r\n" : "half", client.readBytes(chunked ? 9 : 4));
    arrived.release();
    assertThrows(
        SocketException.class, () -> client.in().read(), "an end like that of a whole one");
  }

  @Rule(9)
  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nok",
        "HTTP/1.1 200 OK\r\nContent-Length: -2\r\n\r\nok",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n",
        "HTTP/2.0 200 OK\r\nContent-Length: 0\r\n\r\n",
        "GARBAGE\r\n\r\n"
      })
  void anAnswerThatIsNotHttpIs502_RFC9112_6_3(String bad) throws Exception {
    serveAnswer(bad);
    Answer answer = client().get("/").read();
    assertEquals(502, answer.status());
    assertEquals("bad-backend-answer", answer.header("X-Aviary-Error"));
  }
}
