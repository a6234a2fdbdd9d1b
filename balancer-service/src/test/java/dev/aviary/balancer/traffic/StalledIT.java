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
import org.junit.jupiter.api.Test;

/** Clients that ask for much and take nothing of it. */
final class StalledIT extends TrafficCase {
  private static final int STALLED = 4;
  private static final int SIZE = 1 << 28;

  @Override
  Map<String, ?> settings() {
    return Map.of("aviary.clients.stalled", STALLED);
  }

  @Test
  void ofTooManyThatTakeNothingThoseAreCutOffThatTookNothingForLongest() throws Exception {
    TestBackend backend = serve(StalledIT::endless);
    List<RawClient> clients = new ArrayList<>();
    for (int i = 0; i < 3 * STALLED; i++) {
      clients.add(client().get("/"));
      Await.until("its answer begins", clients.getLast()::available);
    }
    Await.until("the bound holds", () -> backend.open() <= STALLED);
    // The one that came last has had the least time to take nothing.
    assertEquals("HTTP/1.1 200 OK", clients.getLast().readHead().split("\r\n", -1)[0]);
    clients.getLast().readBytes(32 << 20);
  }

  private static void endless(Conversation conversation) throws IOException {
    conversation.readHead();
    conversation.send("HTTP/1.1 200 OK\r\nContent-Length: " + SIZE + "\r\n\r\n");
    byte[] part = new byte[65_536];
    for (int sent = 0; sent < SIZE; sent += part.length) {
      conversation.send(part);
    }
  }
}
