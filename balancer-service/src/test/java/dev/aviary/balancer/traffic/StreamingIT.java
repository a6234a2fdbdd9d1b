package dev.aviary.balancer.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.balancer.route.Backends;
import dev.aviary.balancer.testing.Await;
import dev.aviary.balancer.testing.Buffers;
import dev.aviary.balancer.testing.Fleet;
import dev.aviary.balancer.testing.Head;
import dev.aviary.balancer.testing.RawClient;
import dev.aviary.balancer.testing.Rule;
import dev.aviary.balancer.testing.TestBackend;
import dev.aviary.contract.app.Slot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What takes long: uploads, downloads, events, other protocols. */
final class StreamingIT extends TrafficCase {
  private static final int CHUNK = 1 << 16;
  private static final int CHUNKS = 800;
  private static final String WEBSOCKET =
      Head.of(
          "GET /chat HTTP/1.1",
          "Host: a",
          "Connection: keep-alive, Upgrade",
          "Upgrade: websocket",
          "Sec-WebSocket-Version: 13",
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");
  private static final String SWITCHED =
      Head.of(
          "HTTP/1.1 101 Switching Protocols",
          "Connection: Upgrade",
          "Upgrade: websocket",
          "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");

  @Test
  void eachEventIsPassedOnAtOnce() throws Exception {
    var next = new Semaphore(0);
    serve(conversation -> {
      conversation.readRequest();
      conversation.send(Head.of("HTTP/1.1 200 OK", "Content-Type: text/event-stream"));
      for (int i = 0; i < 3; i++) {
        next.acquireUninterruptibly();
        conversation.send("data: " + i + "\n\n");
      }
    });
    RawClient client = client().get("/events");
    client.readHead();
    for (int i = 0; i < 3; i++) {
      next.release();
      assertEquals("9\r\ndata: " + i + "\n\n\r\n", client.readBytes(14));
    }
    assertEquals("0\r\n\r\n", client.readBytes(5));
  }

  @Rule(37)
  @Test
  void aClientThatLeavesTakesTheBackendsSideAlong_RFC9112_9_5() throws Exception {
    var left = new CompletableFuture<Boolean>();
    serve(conversation -> {
      conversation.readRequest();
      conversation.awaitEnd();
      left.complete(true);
    });
    RawClient client = client().get("/slow");
    Await.until("in flight", () -> inFlight() == 1);
    client.close();
    assertTrue(left.get(10, TimeUnit.SECONDS));
    Await.until("nothing in flight", () -> inFlight() == 0);
  }

  @Rule(38)
  @Test
  void fiftyMegabytesDownToASlowReaderStayOutOfMemory_RFC9112_9_5() throws Exception {
    var sent = new AtomicLong();
    serve(conversation -> {
      conversation.readRequest();
      conversation.send(Head.of("HTTP/1.1 200 OK", "Content-Length: " + (long) CHUNK * CHUNKS));
      byte[] bytes = new byte[CHUNK];
      for (int i = 0; i < CHUNKS; i++) {
        conversation.send(bytes);
        sent.addAndGet(CHUNK);
      }
    });
    RawClient client = client().get("/big");
    client.readHead();
    Await.untilStill("the sender waits", sent);
    assertTrue(
        sent.get() < 16 << 20, "the balancer took " + sent + " bytes for a client that reads none");
    client.in().skipNBytes((long) CHUNK * CHUNKS);
    assertBuffersSmall();
  }

  @Rule(38)
  @Test
  void fiftyMegabytesUpToASlowBackendStayOutOfMemory_RFC9112_9_5() throws Exception {
    var read = new Semaphore(0);
    var received = new CompletableFuture<Long>();
    serve(conversation -> {
      conversation.readHead();
      read.acquireUninterruptibly();
      conversation.in().skipNBytes((long) CHUNK * CHUNKS);
      received.complete((long) CHUNK * CHUNKS);
      conversation.answer("got it");
    });
    RawClient client =
        client()
            .send(
                Head.of(
                    "PUT /big HTTP/1.1", "Host: a", "Content-Length: " + (long) CHUNK * CHUNKS));
    var sent = new AtomicLong();
    Thread.ofVirtual().start(() -> upload(client, sent));
    Await.untilStill("the sender waits", sent);
    assertTrue(
        sent.get() < 16 << 20,
        "the balancer took " + sent + " bytes for a backend that reads none");
    read.release();
    assertEquals("got it", client.read().body());
    assertEquals((long) CHUNK * CHUNKS, received.get(10, TimeUnit.SECONDS));
    assertBuffersSmall();
  }

  @Rule(34)
  @Test
  void aWebSocketEchoesBothWaysAndEndsOnBothSides_RFC9110_7_8() throws Exception {
    var ended = new CompletableFuture<Boolean>();
    TestBackend backend =
        serve(conversation -> {
          conversation.readHead();
          conversation.send(SWITCHED + "hello");
          for (int next = conversation.in().read(); next >= 0; next = conversation.in().read()) {
            conversation.send(new byte[] {(byte) next});
          }
          ended.complete(true);
        });
    RawClient client = client().send(WEBSOCKET + "early");
    String head = client.readHead();
    assertTrue(head.startsWith("HTTP/1.1 101 "), head);
    assertTrue(head.toLowerCase(Locale.ROOT).contains("upgrade: websocket"), head);
    assertTrue(head.toLowerCase(Locale.ROOT).contains("connection: upgrade"), head);
    assertEquals("helloearly", client.readBytes(10));
    client.send("\u0081\u0000\u00ff GET / HTTP/1.1");
    assertEquals("\u0081\u0000\u00ff GET / HTTP/1.1", client.readBytes(18));
    Await.until("the chat alone is in flight", () -> inFlight() == 1);
    assertTrue(backend.lastHead().contains("websocket"), backend.lastHead());
    client.close();
    assertTrue(ended.get(10, TimeUnit.SECONDS));
    Await.until("nothing in flight", () -> inFlight() == 0);
  }

  @Rule(34)
  @Test
  void aWebSocketThatTheBackendEndsIsNeverUsedForAnotherRequest_RFC9110_7_8() throws Exception {
    TestBackend backend =
        serve(conversation -> {
          if (conversation.readHead().contains("/chat")) {
            conversation.send(SWITCHED).send("bye");
          } else {
            conversation.answer("plain");
          }
        });
    RawClient client = client().send(WEBSOCKET);
    client.readHead();
    assertEquals("bye", client.readToEnd());
    assertEquals("plain", client().get("/").read().body());
    assertEquals(2, backend.connections());
  }

  @Rule(34)
  @Test
  void whatTheBackendSaysAfterTheClientsLastWordIsHeard_RFC9110_7_8() throws Exception {
    serve(conversation -> {
      conversation.readHead();
      conversation.send(SWITCHED);
      conversation.awaitEnd();
      conversation.send("you left, I did not");
    });
    RawClient client = client().send(WEBSOCKET);
    client.readHead();
    client.send("bye").endOutput();
    assertEquals("you left, I did not", client.readToEnd());
    Await.until("nothing in flight", () -> inFlight() == 0);
  }

  @Rule(34)
  @Test
  void whatTheClientSaysAfterTheBackendsLastWordIsHeard_RFC9110_7_8() throws Exception {
    var heard = new CompletableFuture<String>();
    serve(conversation -> {
      conversation.readHead();
      conversation.send(SWITCHED + "bye").endOutput();
      heard.complete(new String(conversation.in().readAllBytes(), StandardCharsets.ISO_8859_1));
    });
    RawClient client = client().send(WEBSOCKET);
    client.readHead();
    assertEquals("bye", client.readToEnd());
    client.send("you left, ").send("I did not").endOutput();
    assertEquals("you left, I did not", heard.get(10, TimeUnit.SECONDS));
    Await.until("nothing in flight", () -> inFlight() == 0);
  }

  @Rule(34)
  @Test
  void aWebSocketOutlivesTheRouteToItsContainerAndIsCountedUntilItEnds_RFC9110_7_8()
      throws Exception {
    TestBackend old =
        serve(conversation -> {
          if (conversation.readHead().contains("/chat")) {
            conversation.send(SWITCHED);
            conversation.send(new byte[] {(byte) conversation.in().read()});
            conversation.awaitEnd();
          }
        });
    RawClient client = client().send(WEBSOCKET);
    client.readHead();
    Fleet.of(balancer()).with(Slot.STABLE_1, opened(TestBackend.answering("new"))).publish();
    assertEquals("new", client().get("/").read().body());
    Await.until("the chat alone is in flight", () -> inFlight() == 1);
    assertEquals("x", client.send("x").readBytes(1));
    client.close();
    Await.until("nothing in flight", () -> inFlight() == 0);
    assertEquals(1, old.heads().stream().filter(head -> head.contains("/chat")).count());
  }

  @Rule(34)
  @Test
  void aRefusedWebSocketIsAnOrdinaryAnswer_RFC9110_7_8() throws Exception {
    serveAnswer("HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno");
    RawClient client = client().send(WEBSOCKET);
    assertEquals("no", client.read().body());
    assertEquals("no", client.get("/").read().body());
  }

  private int inFlight() {
    return balancer().bean(Backends.class).inFlight().values().stream()
        .mapToInt(Integer::intValue)
        .sum();
  }

  private static void upload(RawClient client, AtomicLong sent) {
    byte[] bytes = new byte[CHUNK];
    try {
      for (int i = 0; i < CHUNKS; i++) {
        client.send(bytes);
        sent.addAndGet(CHUNK);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void assertBuffersSmall() {
    long held = Buffers.held();
    assertTrue(held > 0 && held < 48 << 20, "Netty holds " + held + " bytes");
  }
}
