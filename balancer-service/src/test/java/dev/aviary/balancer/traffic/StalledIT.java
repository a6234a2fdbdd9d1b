package dev.aviary.balancer.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aviary.balancer.testing.Await;
import dev.aviary.balancer.testing.Conversation;
import dev.aviary.balancer.testing.RawClient;
import dev.aviary.balancer.testing.TestBackend;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Clients that ask for much and take nothing of it. */
final class StalledIT extends TrafficCase {
  private static final int STALLED = 4;
  private static final int SIZE = 1 << 28;

  private final AtomicLong sent = new AtomicLong();

  @Override
  Map<String, ?> settings() {
    return Map.of("aviary.clients.stalled", STALLED);
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

  private void endless(Conversation conversation) throws IOException {
    conversation.readHead();
    conversation.send("HTTP/1.1 200 OK\r\nContent-Length: " + SIZE + "\r\n\r\n");
    byte[] part = new byte[65_536];
    for (int at = 0; at < SIZE; at += part.length) {
      conversation.send(part);
      sent.addAndGet(part.length);
    }
  }
}
