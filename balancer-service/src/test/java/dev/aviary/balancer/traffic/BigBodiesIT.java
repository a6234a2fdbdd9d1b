package dev.aviary.balancer.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.balancer.testing.Buffers;
import dev.aviary.balancer.testing.Conversation;
import dev.aviary.balancer.testing.Head;
import dev.aviary.balancer.testing.RawClient;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A gigabyte each way: what the balancer holds of it at any time is a few buffers. */
final class BigBodiesIT extends TrafficCase {
  private static final int PIECE = 1 << 18;
  private static final long SIZE = 1L << 30;
  private static final long MOST_HELD = 32 << 20;

  /** What other tests of this process have left with Netty. */
  private final long held = Buffers.held();

  private final AtomicLong mostHeld = new AtomicLong();

  @Test
  void aGigabyteDownLeavesMemoryFlat() throws Exception {
    serve(conversation -> {
      conversation.readRequest();
      conversation.send(Head.of("HTTP/1.1 200 OK", "Content-Length: " + SIZE));
      for (long sent = 0; sent < SIZE; sent += PIECE) {
        conversation.send(new byte[PIECE]);
      }
    });
    RawClient client = client().get("/big");
    client.readHead();
    for (long received = 0; received < SIZE; received += PIECE) {
      client.in().skipNBytes(PIECE);
      look();
    }
    assertHeldLittle();
  }

  @Test
  void aGigabyteUpInChunksLeavesMemoryFlat() throws Exception {
    serve(conversation -> {
      conversation.readHead();
      conversation.answer(Long.toString(chunkedSize(conversation)));
    });
    RawClient client =
        client().send(Head.of("PUT /big HTTP/1.1", "Host: a", "Transfer-Encoding: chunked"));
    byte[] chunk = new byte[PIECE];
    for (long sent = 0; sent < SIZE; sent += PIECE) {
      client.send(Integer.toHexString(PIECE) + "\r\n").send(chunk).send("\r\n");
      look();
    }
    assertEquals(Long.toString(SIZE), client.send("0\r\n\r\n").read().body());
    assertHeldLittle();
  }

  private static long chunkedSize(Conversation conversation) throws IOException {
    long size = 0;
    while (true) {
      int chunk = Integer.parseInt(line(conversation), 16);
      conversation.in().skipNBytes(chunk + 2L);
      if (chunk == 0) {
        return size;
      }
      size += chunk;
    }
  }

  private static String line(Conversation conversation) throws IOException {
    var line = new StringBuilder();
    for (int next = conversation.in().read(); next != '\n'; next = conversation.in().read()) {
      line.append((char) next);
    }
    return line.toString().strip();
  }

  private void look() {
    mostHeld.accumulateAndGet(Buffers.held(), Math::max);
  }

  private void assertHeldLittle() {
    assertTrue(mostHeld.get() > 0, "nothing was measured");
    long more = mostHeld.get() - held;
    assertTrue(
        more < MOST_HELD, "Netty held %d bytes more than the %d before".formatted(more, held));
  }
}
