package dev.aviary.balancer.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.balancer.testing.Await;
import dev.aviary.balancer.testing.Conversation;
import dev.aviary.balancer.testing.Head;
import dev.aviary.balancer.testing.RawClient;
import dev.aviary.balancer.testing.Rule;
import dev.aviary.balancer.testing.TestBackend;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client sends behind its offer of another protocol, before it knows the answer. */
final class EarlyBytesIT extends TrafficCase {
  private static final String OFFER =
      Head.of("GET /chat HTTP/1.1", "Host: a", "Connection: Upgrade", "Upgrade: x");
  private static final String SWITCHED =
      Head.of("HTTP/1.1 101 Switching Protocols", "Connection: Upgrade", "Upgrade: x");
  private static final String NEXT = Head.of("GET /next HTTP/1.1", "Host: a");
  private static final int PIECE = 1 << 16;
  private static final int PIECES = 800;

  @Rule(34)
  @ParameterizedTest
  @ValueSource(
      strings = {
        "early\n",
        "\r\n\r\n early",
        "\u0081\n\u0000\r\n\u00ff",
        "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\n"
      })
  void earlyBytesReachTheOtherProtocolAsTheyAre_RFC9110_7_8(String early) throws Exception {
    serve(EarlyBytesIT::switchAndEcho);
    RawClient client = client().send(OFFER + early);
    assertTrue(client.readHead().startsWith("HTTP/1.1 101 "));
    assertEquals(early, client.readBytes(early.length()));
    assertEquals("later\n", client.send("later\n").readBytes(6));
  }

  @Rule(34)
  @Test
  void earlyBytesOfASecondSegmentReachItToo_RFC9110_7_8() throws Exception {
    var switches = new Semaphore(0);
    TestBackend backend =
        serve(conversation -> {
          conversation.readHead();
          switches.acquireUninterruptibly();
          conversation.send(SWITCHED);
          echo(conversation);
        });
    RawClient client = client().send(OFFER);
    Await.until("asked", () -> !backend.heads().isEmpty());
    client.send("early\n").send("and more\n");
    switches.release();
    assertTrue(client.readHead().startsWith("HTTP/1.1 101 "));
    assertEquals("early\nand more\n", client.readBytes(15));
    assertEquals("later\n", client.send("later\n").readBytes(6));
  }

  @Rule(34)
  @Test
  void earlyBytesBehindAPipelinedOfferReachItToo_RFC9110_7_8() throws Exception {
    serve(conversation -> {
      conversation.readRequest();
      conversation.answer("first");
      switchAndEcho(conversation);
    });
    RawClient client = client().send(NEXT + OFFER + "GET / HTTP/1.1\r\nearly");
    assertEquals("first", client.read().body());
    assertTrue(client.readHead().startsWith("HTTP/1.1 101 "));
    assertEquals("GET / HTTP/1.1\r\nearly", client.readBytes(21));
  }

  @Rule(34)
  @Test
  void whatFollowsADeclinedOfferIsTheNextRequest_RFC9110_7_8() throws Exception {
    TestBackend backend = serve(TestBackend.saying("no"));
    RawClient client = client().send(OFFER + NEXT + OFFER + NEXT);
    for (int i = 0; i < 4; i++) {
      assertEquals("no", client.read().body());
    }
    assertEquals("no", client.get("/").read().body());
    assertEquals(5, backend.heads().size());
  }

  @Rule(34)
  @Test
  void whatFollowsAnOfferThatTheBalancerDeclinesIsTheNextRequest_RFC9110_7_8() throws Exception {
    serve(TestBackend.saying("ok"));
    String declined =
        OFFER
            .replace("GET /chat", "OPTIONS /chat")
            .replace("Host: a", "Host: a\r\nMax-Forwards: 0");
    RawClient client = client().send(declined + NEXT.replace("\r\n\r\n", "\r\nX-Part: "));
    assertEquals("max-forwards", client.read().header("X-Aviary-Answer"));
    assertEquals("ok", client.send("1\r\n\r\n").read().body());
  }

  @Rule(34)
  @Test
  void aClientThatFloodsAnUnansweredOfferIsNotReadWithoutEnd_RFC9110_7_8() throws Exception {
    var switches = new Semaphore(0);
    serve(conversation -> {
      conversation.readHead();
      switches.acquireUninterruptibly();
      conversation.send(SWITCHED);
      conversation.in().skipNBytes((long) PIECE * PIECES);
      conversation.send("all");
    });
    RawClient client = client().send(OFFER);
    var sent = new AtomicLong();
    Thread.ofVirtual().start(() -> flood(client, sent));
    Await.untilStill("the sender waits", sent);
    assertTrue(sent.get() < 16 << 20, "the balancer took " + sent + " bytes for nobody");
    switches.release();
    assertTrue(client.readHead().startsWith("HTTP/1.1 101 "));
    assertEquals("all", client.readBytes(3));
  }

  private static void switchAndEcho(Conversation conversation) throws IOException {
    conversation.readHead();
    conversation.send(SWITCHED);
    echo(conversation);
  }

  private static void echo(Conversation conversation) throws IOException {
    for (int next = conversation.in().read(); next >= 0; next = conversation.in().read()) {
      conversation.send(new byte[] {(byte) next});
    }
  }

  private static void flood(RawClient client, AtomicLong sent) {
    byte[] bytes = new byte[PIECE];
    try {
      for (int i = 0; i < PIECES; i++) {
        client.send(bytes);
        sent.addAndGet(PIECE);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
