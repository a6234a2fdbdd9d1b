package dev.aviary.balancer.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.balancer.testing.Await;
import dev.aviary.balancer.testing.Conversation;
import dev.aviary.balancer.testing.RawClient;
import dev.aviary.balancer.testing.TestBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients and backends that take nothing of what is sent to them. */
final class StalledIT extends TrafficCase {
  private static final int STALLED = 4;
  private static final int SIZE = 1 << 28;

  private static final int PART = 65_536;
  private static final String ESTABLISHED = "01";
  private static final String SWITCH =
      "GET / HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: raw\r\n\r\n";
  private static final String SWITCHED =
      "HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: raw\r\n\r\n";

  private final AtomicLong sent = new AtomicLong();
  private AtomicInteger cut = new AtomicInteger();

  @Override
  Map<String, ?> settings() {
    return Map.of("aviary.clients.stalled", STALLED, "aviary.deadlines.linger", "1s");
  }

  @BeforeEach
  void countAnew() {
    sent.set(0);
    // Threads of the last test may still count theirs.
    cut = new AtomicInteger();
  }

  @Test
  void ofTooManyThatTakeNothingThoseAreCutOffThatTookNothingForLongest() throws Exception {
    TestBackend backend = serve(this::endless);
    List<RawClient> clients = new ArrayList<>();
    for (int i = 0; i < 3 * STALLED; i++) {
      clients.add(client().get("/"));
      Await.until("its answer begins", clients.getLast()::available);
    }
    // Each of the two event loops cuts its part, rounded down.
    Await.until("the bound holds", () -> backend.open() <= STALLED + 1);
    Await.untilStill("nothing moves any more", sent);
    // Who reads has taken something later than all of those.
    RawClient reader = client().get("/");
    assertEquals("HTTP/1.1 200 OK", reader.readHead().split("\r\n", -1)[0]);
    reader.readBytes(32 << 20);
  }

  @Test
  void uploadsOfWhichTheirBackendTakesNothingAreCutOffInTheSameWay() throws Exception {
    CountDownLatch over = opened(new Latch()).latch;
    TestBackend backend =
        serve(conversation -> {
          conversation.readHead();
          await(over);
        });
    assertBounded("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + SIZE + "\r\n\r\n", backend);
  }

  @Test
  void tunnelsOfWhichTheBackendTakesNothingAreCutOffInTheSameWay() throws Exception {
    CountDownLatch over = opened(new Latch()).latch;
    TestBackend backend =
        serve(conversation -> {
          conversation.readHead();
          conversation.send(SWITCHED);
          await(over);
        });
    assertBounded(SWITCH, backend);
  }

  @Test
  void tunnelsOfWhichTheClientTakesNothingAreCutOffInTheSameWay() throws Exception {
    TestBackend backend =
        serve(conversation -> {
          conversation.readHead();
          conversation.send(SWITCHED);
          send(conversation);
        });
    for (int i = 0; i < 3 * STALLED; i++) {
      RawClient client = client().send(SWITCH);
      Await.until("the protocol is another", client::available);
    }
    Await.until("the bound holds", () -> backend.open() <= STALLED + 1);
    Await.untilStill("nothing moves any more", sent);
    assertTrue(backend.open() >= STALLED, () -> backend.open() + " are left");
  }

  @Test
  void whatAClientLeftBehindInATunnelIsNotHeldForABackendThatTakesNothing() throws Exception {
    CountDownLatch over = opened(new Latch()).latch;
    TestBackend backend =
        serve(conversation -> {
          conversation.readHead();
          conversation.send(SWITCHED);
          await(over);
        });
    RawClient client = client();
    AtomicInteger none = new AtomicInteger();
    Thread.startVirtualThread(() -> sendUntilCut(client, SWITCH, none));
    Await.untilStill("the backend's buffers are full", sent);
    assertEquals(1, connectionsTo(backend));
    client.close();
    Await.until("the connection to the backend is closed", () -> connectionsTo(backend) == 0);
  }

  /** What clients send that begin so, and the backend does not take, is held of few of them. */
  private void assertBounded(String beginning, TestBackend backend) throws Exception {
    flood(beginning);
    Await.until("the bound holds", () -> cut.get() >= 2 * STALLED - 1);
    Await.until("nothing is held for the backend", () -> connectionsTo(backend) <= STALLED + 1);
    Await.untilStill("nothing moves any more", sent);
    assertTrue(cut.get() <= 2 * STALLED, () -> cut + " were cut off");
  }

  /** Clients that send without end, each on a thread of its own. */
  private void flood(String head) throws Exception {
    AtomicInteger count = cut;
    for (int i = 0; i < 3 * STALLED; i++) {
      RawClient client = client();
      Thread.startVirtualThread(() -> sendUntilCut(client, head, count));
    }
  }

  private void sendUntilCut(RawClient client, String head, AtomicInteger count) {
    try {
      client.send(head);
      byte[] part = new byte[PART];
      for (int at = 0; at < SIZE; at += part.length) {
        client.send(part);
        sent.addAndGet(part.length);
      }
    } catch (IOException e) {
      count.incrementAndGet();
    }
  }

  /** Connections of the balancer to the backend that it has not closed, by the system's table. */
  private static long connectionsTo(TestBackend backend) throws IOException {
    String port = ":%04X".formatted(backend.port());
    long count = 0;
    for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
      count +=
          Files.readAllLines(Path.of(table)).stream()
              .map(line -> line.strip().split(" +", 5))
              .filter(fields -> fields[2].endsWith(port) && fields[3].equals(ESTABLISHED))
              .count();
    }
    return count;
  }

  private static void await(CountDownLatch over) {
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the scripts of backends that read nothing. */
  private record Latch(CountDownLatch latch) implements AutoCloseable {
    Latch() {
      this(new CountDownLatch(1));
    }

    @Override
    public void close() {
      latch.countDown();
    }
  }

  private void endless(Conversation conversation) throws IOException {
    conversation.readHead();
    conversation.send("HTTP/1.1 200 OK\r\nContent-Length: " + SIZE + "\r\n\r\n");
    send(conversation);
  }

  private void send(Conversation conversation) throws IOException {
    byte[] part = new byte[PART];
    for (int at = 0; at < SIZE; at += part.length) {
      conversation.send(part);
      sent.addAndGet(part.length);
    }
  }
}
