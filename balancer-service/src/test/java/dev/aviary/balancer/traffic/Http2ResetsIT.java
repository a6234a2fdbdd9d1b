package dev.aviary.balancer.traffic;

import static dev.aviary.balancer.testing.FrameClient.CANCEL;
import static dev.aviary.balancer.testing.FrameClient.DATA;
import static dev.aviary.balancer.testing.FrameClient.END_STREAM;
import static dev.aviary.balancer.testing.FrameClient.HEADERS;
import static dev.aviary.balancer.testing.FrameClient.INTERNAL_ERROR;
import static dev.aviary.balancer.testing.FrameClient.PROTOCOL_ERROR;
import static dev.aviary.balancer.testing.FrameClient.RST_STREAM;
import static dev.aviary.balancer.testing.FrameClient.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.aviary.balancer.testing.FrameClient;
import dev.aviary.balancer.testing.FrameClient.Frame;
import dev.aviary.balancer.testing.TestBackend;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Streams that end with RST_STREAM, and the connection that goes on (RFC 9113, 5.1 and 6.4). */
final class Http2ResetsIT extends Http2BackendCase {
  /** More than servers take resets. */
  private static final int MANY = 300;

  @Test
  void aResetPassesBothWaysAndTheConnectionGoesOn() throws Exception {
    BlockingQueue<Integer> resets = new LinkedBlockingQueue<>();
    TestBackend backend =
        serveFrames(frames -> {
          while (true) {
            Frame frame = frames.next();
            if (frame.type() == RST_STREAM) {
              resets.add(frame.number(0));
            } else if (frame.type() == HEADERS) {
              answerByPath(frames, frame.stream());
            }
          }
        });
    FrameClient client = http2();
    client.get(1, "/breaks");
    assertEquals(INTERNAL_ERROR, client.streamError(1));
    client.get(3, "/waits").settled();
    assertEquals(204, client.get(5, "/").answer(5).status());
    client.reset(3, CANCEL);
    assertEquals(CANCEL, resets.poll(30, TimeUnit.SECONDS));
    assertEquals(204, client.get(7, "/").answer(7).status());
    assertEquals(1, backend.connections());
  }

  private static void answerByPath(FrameClient frames, int stream) throws IOException {
    switch (frames.partOf(stream).header(":path")) {
      case "/breaks" ->
          frames
              .headers(stream, false, ":status", "200")
              .data(stream, false, "half")
              .reset(stream, INTERNAL_ERROR);
      case "/waits" -> {}
      default -> ok(frames, stream);
    }
  }

  @Test
  void whatABackendSentBeforeItReadTheResetIsIgnored51() throws Exception {
    BlockingQueue<Integer> resets = new LinkedBlockingQueue<>();
    TestBackend backend =
        serveFrames(frames -> {
          int first = frames.next(HEADERS).stream();
          frames.headers(first, false, ":status", "200").data(first, false, "x");
          frames.next(RST_STREAM);
          for (int i = 0; i < MANY; i++) {
            frames.data(first, false, "x");
          }
          frames.headers(first, true, "x-late", "1");
          while (true) {
            Frame frame = frames.next();
            if (frame.type() == RST_STREAM) {
              resets.add(frame.stream());
            } else if (frame.type() == HEADERS) {
              ok(frames, frame.stream());
            }
          }
        });
    FrameClient client = http2();
    client.get(1, "/").next(DATA);
    client.reset(1, CANCEL);
    assertEquals(204, client.get(3, "/").answer(3).status());
    assertEquals(204, client.get(5, "/").answer(5).status());
    assertNull(resets.poll());
    assertEquals(1, backend.connections());
  }

  @Test
  void whatAClientSentBeforeItReadTheResetIsIgnored51() throws Exception {
    serveFrames(frames -> {
      while (true) {
        Frame frame = frames.next(HEADERS);
        if (frame.stream() > 1) {
          ok(frames, frame.stream());
        }
      }
    });
    FrameClient client = http2();
    client.headers(1, false, request("POST", "/", "content-length", "1")).data(1, false, "xy");
    assertEquals(PROTOCOL_ERROR, client.streamError(1));
    for (int i = 0; i < MANY; i++) {
      client.data(1, false, "x");
    }
    client.get(3, "/");
    Frame next = client.next();
    while (next.type() != HEADERS) {
      assertNotEquals(RST_STREAM, next.type());
      next = client.next();
    }
    assertEquals(3, next.stream());
  }

  /** Servers end a connection on which clients reset many streams. Its others would be lost. */
  @Test
  void aConnectionOnWhichManyWereResetTakesNoFurtherRequestAndEndsThoseUnderWay() throws Exception {
    TestBackend backend =
        serveFrames(frames -> {
          while (true) {
            Frame frame = frames.next();
            if (frame.type() == DATA) {
              frames.data(frame.stream(), true, "done");
            } else if (frame.type() == HEADERS && frame.has(END_STREAM)) {
              ok(frames, frame.stream());
            } else if (frame.type() == HEADERS) {
              frames.headers(frame.stream(), false, ":status", "200");
            }
          }
        });
    FrameClient held = http2();
    held.headers(1, false, request("POST", "/")).next(HEADERS);
    FrameClient client = http2();
    int stream = 1;
    for (; stream < 2 * 120; stream += 2) {
      client.headers(stream, false, request("POST", "/")).next(HEADERS);
      client.reset(stream, CANCEL);
    }
    assertEquals(204, client.get(stream, "/").answer(stream).status());
    assertEquals("done", held.data(1, true, "x").answer(1).body());
    assertEquals(3, backend.connections());
  }
}
