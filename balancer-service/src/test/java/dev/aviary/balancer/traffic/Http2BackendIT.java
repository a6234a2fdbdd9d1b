package dev.aviary.balancer.traffic;

import static dev.aviary.balancer.testing.FrameClient.DATA;
import static dev.aviary.balancer.testing.FrameClient.END_STREAM;
import static dev.aviary.balancer.testing.FrameClient.GOAWAY;
import static dev.aviary.balancer.testing.FrameClient.HEADERS;
import static dev.aviary.balancer.testing.FrameClient.PING;
import static dev.aviary.balancer.testing.FrameClient.REFUSED_STREAM;
import static dev.aviary.balancer.testing.FrameClient.number;
import static dev.aviary.balancer.testing.FrameClient.request;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.balancer.testing.Admin;
import dev.aviary.balancer.testing.Answer;
import dev.aviary.balancer.testing.Await;
import dev.aviary.balancer.testing.Fleet;
import dev.aviary.balancer.testing.FrameClient;
import dev.aviary.balancer.testing.FrameClient.Frame;
import dev.aviary.balancer.testing.Head;
import dev.aviary.balancer.testing.RawClient;
import dev.aviary.balancer.testing.StreamAnswer;
import dev.aviary.balancer.testing.TestBackend;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.probe.HttpProbe;
import dev.aviary.contract.probe.ProbeAnswer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Backends that speak HTTP/2 (RFC 9113), frame by frame, with clients of both versions. */
final class Http2BackendIT extends Http2BackendCase {
  private static final int MAX_CONCURRENT_STREAMS = 3;
  private static final int INITIAL_WINDOW_SIZE = 4;
  private static final int WINDOW = 65_536;

  /** What a client may send of a body that nobody takes. */
  private static final int CLIENT_WINDOW = 262_144;

  private static final int LARGE = 3_000_000;
  private static final String PIECE = "x".repeat(16_000);

  /** Answers each request that has ended with its own fields and body, and trailers. */
  private static void echo(FrameClient frames) throws IOException {
    while (true) {
      Frame frame = frames.next();
      boolean part = frame.type() == HEADERS || frame.type() == DATA;
      if (part && frame.has(END_STREAM)) {
        StreamAnswer asked = frames.partOf(frame.stream());
        String body = asked.sections() + asked.body();
        frames
            .headers(frame.stream(), false, ":status", "200", "x-one", "\u00fc")
            .data(frame.stream(), false, body)
            .headers(frame.stream(), true, "x-sum", "7");
      }
    }
  }

  @Test
  void aRequestOfHttp11ReachesTheBackendAsOneOfHttp2() throws Exception {
    serveFrames(Http2BackendIT::echo);
    Answer answer =
        client()
            .send(
                Head.of(
                    "POST /x?y=1 HTTP/1.1",
                    "Host: a",
                    "Connection: keep-alive, X-Hop",
                    "X-Hop: 1",
                    "X-Two: 2",
                    "Transfer-Encoding: chunked"))
            .send("4\r\nbody\r\n0\r\nx-end: 9\r\n\r\n")
            .read();
    assertEquals(200, answer.status());
    assertEquals("\u00fc", answer.header("x-one"));
    assertEquals("2.0 aviary", answer.header("via"));
    String asked = answer.body();
    assertTrue(asked.contains(":authority=a, :method=POST, :path=/x?y=1, :scheme=http"), asked);
    assertTrue(asked.contains("x-two=2"), asked);
    assertTrue(asked.contains("via=1.1 aviary-"), asked);
    assertTrue(asked.contains("x-forwarded-for=127.0.0.1"), asked);
    assertTrue(asked.contains("{x-end=9}"), asked);
    assertTrue(asked.endsWith("body"), asked);
    assertFalse(asked.contains("x-hop"), asked);
    assertFalse(asked.contains("transfer-encoding"), asked);
    assertFalse(asked.contains(", host="), asked);
    assertFalse(asked.contains("te=trailers"), asked);
  }

  @Test
  void trailersReachAClientOfHttp11ThatTakesThemAndNoOther() throws Exception {
    serveFrames(Http2BackendIT::echo);
    Answer taken =
        client()
            .send(Head.of("GET / HTTP/1.1", "Host: a", "Connection: TE", "TE: gzip, trailers"))
            .read();
    assertEquals("x-sum: 7", taken.trailers().strip());
    assertTrue(taken.body().contains("te=trailers"), taken.body());
    Answer dropped = client().get("/").read();
    assertEquals("chunked", dropped.header("transfer-encoding"));
    assertEquals("", dropped.trailers().strip());
  }

  @Test
  void trailersReachAClientOfHttp2() throws Exception {
    serveFrames(Http2BackendIT::echo);
    StreamAnswer answer = http2().headers(1, true, request("GET", "/", "te", "trailers")).answer(1);
    assertEquals(Map.of("x-sum", "7"), answer.sections().getLast());
    assertTrue(answer.body().contains("te=trailers"), answer.body());
    StreamAnswer other = http2().get(1, "/").answer(1);
    assertEquals(Map.of("x-sum", "7"), other.sections().getLast());
    assertFalse(other.body().contains("te=trailers"), other.body());
  }

  @Test
  void headAndInterimAnswersAndAnswersWithoutABodyPass() throws Exception {
    serveFrames(frames -> {
      while (true) {
        Frame asked = frames.next(HEADERS);
        int stream = asked.stream();
        boolean head = frames.partOf(stream).header(":method").equals("HEAD");
        frames.headers(stream, false, ":status", "103", "link", "</a>");
        if (head) {
          frames.headers(stream, true, ":status", "200", "content-length", "5");
        } else {
          ok(frames, stream);
        }
      }
    });
    RawClient client = client();
    client.send(Head.of("HEAD / HTTP/1.1", "Host: a"));
    assertTrue(client.readHead().startsWith("HTTP/1.1 103"));
    Answer head = client.readFinal(true);
    assertEquals("5", head.header("content-length"));
    assertEquals(204, client.get("/").readFinal(false).status());
    StreamAnswer both = http2().get(1, "/").answer(1);
    assertEquals("103", both.sections().getFirst().get(":status"));
    assertEquals("204", both.sections().getLast().get(":status"));
  }

  @Test
  void noMoreStreamsAreOpenThanTheBackendTakes512() throws Exception {
    var most = new AtomicInteger();
    var all = new AtomicInteger();
    var go = new Semaphore(0);
    TestBackend backend =
        serveFrames(
            frames -> {
              int here = 0;
              while (true) {
                int stream = frames.next(HEADERS).stream();
                most.accumulateAndGet(++here, Math::max);
                all.incrementAndGet();
                Thread.startVirtualThread(() -> {
                  go.acquireUninterruptibly();
                  try {
                    ok(frames, stream);
                  } catch (IOException e) {
                    throw new IllegalStateException(e);
                  }
                });
              }
            },
            MAX_CONCURRENT_STREAMS,
            2);
    FrameClient client = http2();
    for (int i = 0; i < 5; i++) {
      client.get(2 * i + 1, "/");
    }
    Await.until("five requests", () -> all.get() == 5);
    go.release(5);
    for (int i = 0; i < 5; i++) {
      assertEquals(204, client.answer(2 * i + 1).status());
    }
    assertEquals(2, most.get());
    assertEquals(3, backend.connections());
  }

  @Test
  void aRefusedRequestIsSentAgainAlsoWhenItIsNotIdempotent87() throws Exception {
    var refused = new AtomicInteger();
    serveFrames(frames -> {
      while (true) {
        int stream = frames.next(HEADERS).stream();
        if (refused.getAndIncrement() == 0) {
          frames.reset(stream, REFUSED_STREAM);
        } else {
          ok(frames, stream);
        }
      }
    });
    String post = Head.of("POST / HTTP/1.1", "Host: a", "Content-Length: 0");
    assertEquals(204, client().send(post).read().status());
    assertEquals(2, refused.get());
  }

  @Test
  void aRequestAfterTheLastOneOfAGoawayIsSentAgainAndTheOneBeforeIsAnswered68() throws Exception {
    var connection = new AtomicInteger();
    TestBackend backend =
        serveFrames(frames -> {
          if (connection.getAndIncrement() == 0) {
            int first = frames.next(HEADERS).stream();
            frames.next(HEADERS);
            frames.frame(GOAWAY, 0, 0, lastOf(first));
            ok(frames, first);
            assertTrue(frames.ended());
            return;
          }
          while (true) {
            ok(frames, frames.next(HEADERS).stream());
          }
        });
    FrameClient client = http2();
    client.headers(1, true, request("POST", "/"));
    client.headers(3, true, request("POST", "/"));
    assertEquals(204, client.answer(1).status());
    assertEquals(204, client.answer(3).status());
    assertEquals(2, backend.connections());
  }

  private static byte[] lastOf(int stream) {
    byte[] payload = new byte[8];
    System.arraycopy(number(stream), 0, payload, 0, 4);
    return payload;
  }

  @Test
  void aBackendOfHttp11GetsNoRequestAndTheReasonIsShown() throws Exception {
    TestBackend backend =
        opened(
            TestBackend.start(conversation -> {
              conversation.readHead();
              conversation.send("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
              conversation.awaitEnd();
            }));
    route(backend);
    Answer answer = client().get("/").read();
    assertEquals(502, answer.status());
    assertEquals("backend-no-http2", answer.header("X-Aviary-Error"));
    assertTrue(backend.lastHead().startsWith("PRI * HTTP/2.0"), backend.lastHead());
    String routes = Admin.of(balancer()).get("/routes").body();
    assertTrue(routes.contains("it answered in HTTP/1.1, and its settings say protocol"), routes);
  }

  @Test
  void aBackendThatClosesWithoutSettingsIsShownToo() throws Exception {
    TestBackend backend = opened(TestBackend.start(conversation -> conversation.readHead()));
    route(backend);
    assertEquals("backend-no-http2", client().get("/").read().header("X-Aviary-Error"));
    String routes = Admin.of(balancer()).get("/routes").body();
    assertTrue(routes.contains("it closed the connection before it began HTTP/2"), routes);
  }

  @Test
  void aClientThatTakesNothingHoldsBackItsOwnAnswerAlone52() throws Exception {
    var sent = new AtomicLong();
    serveFrames(frames -> {
      while (true) {
        int stream = frames.next(HEADERS).stream();
        if (!frames.partOf(stream).header(":path").equals("/large")) {
          ok(frames, stream);
          continue;
        }
        frames.headers(stream, false, ":status", "200");
        sendLarge(frames, stream, sent);
      }
    });
    FrameClient slow = http2(INITIAL_WINDOW_SIZE, 0);
    slow.get(1, "/large");
    Await.untilStill("bytes of the backend", sent);
    assertTrue(sent.get() <= 2 * WINDOW, "the backend could send " + sent);
    assertEquals(204, slow.get(3, "/").answer(3).status());
    slow.window(1, 2 * LARGE).window(0, 2 * LARGE);
    assertEquals(LARGE, slow.answer(1).body().length());
  }

  /** Sends a large body as the windows allow, and answers other requests in between. */
  private static void sendLarge(FrameClient frames, int stream, AtomicLong sent)
      throws IOException {
    long left = LARGE;
    while (left > 0) {
      long allowed = Math.min(left, WINDOW + frames.credit(stream) - sent.get());
      if (allowed > 0) {
        int piece = (int) Math.min(allowed, PIECE.length());
        left -= piece;
        sent.addAndGet(piece);
        frames.data(stream, left == 0, PIECE.substring(0, piece));
      } else {
        Frame frame = frames.next();
        if (frame.type() == HEADERS) {
          ok(frames, frame.stream());
        }
      }
    }
  }

  @Test
  void aBodyWaitsForTheWindowOfTheBackend52() throws Exception {
    BlockingQueue<Integer> begun = new LinkedBlockingQueue<>();
    BlockingQueue<FrameClient> connection = new LinkedBlockingQueue<>();
    serveFrames(
        frames -> {
          int stream = frames.next(HEADERS).stream();
          begun.add(stream);
          connection.add(frames);
          while (!frames.partOf(stream).ended()) {
            frames.next();
          }
          frames.headers(
              stream, true, ":status", "200", "x-got", "" + frames.partOf(stream).body().length());
        },
        INITIAL_WINDOW_SIZE,
        0);
    FrameClient client = http2().settled();
    client.headers(1, false, request("POST", "/"));
    int stream = begun.take();
    FrameClient backend = connection.take();
    String body = "y".repeat(1_000_000);
    int at = 0;
    for (; at + PIECE.length() < CLIENT_WINDOW; at += PIECE.length()) {
      client.data(1, false, body.substring(at, at + PIECE.length()));
    }
    client.settled();
    assertEquals(0, backend.partOf(stream).body().length());
    assertEquals(0, client.credit(1));
    backend.window(stream, LARGE).window(0, LARGE);
    while (at < body.length()) {
      int piece = Math.min(PIECE.length(), body.length() - at);
      while (at + piece > CLIENT_WINDOW + client.credit(1)) {
        client.next();
      }
      client.data(1, at + piece == body.length(), body.substring(at, at + piece));
      at += piece;
    }
    assertEquals("1000000", client.answer(1).header("x-got"));
  }

  @Test
  void aPingOfTheBackendIsAnswered67() throws Exception {
    byte[] mark = {8, 7, 6, 5, 4, 3, 2, 1};
    serveFrames(frames -> {
      int stream = frames.next(HEADERS).stream();
      frames.frame(PING, 0, 0, mark);
      Frame pong = frames.next(PING);
      assertTrue(pong.has(END_STREAM));
      assertArrayEquals(mark, pong.payload());
      ok(frames, stream);
      frames.ended();
    });
    assertEquals(204, client().get("/").read().status());
  }

  @Test
  void anAnswerThatIsMalformedIsRefused811() throws Exception {
    List<String[]> heads =
        List.of(
            new String[] {"x-one", "1"},
            new String[] {":status", "200", "X-One", "1"},
            new String[] {":status", "200", "connection", "close"},
            new String[] {":status", "101"},
            new String[] {":status", "20"},
            new String[] {":status", "200", "x-one", "a\r\nb: c"});
    var next = new AtomicInteger();
    serveFrames(frames -> {
      while (true) {
        int stream = frames.next(HEADERS).stream();
        frames.headers(stream, true, heads.get(next.getAndIncrement()));
      }
    });
    for (int i = 0; i < heads.size(); i++) {
      Answer answer = client().get("/").read();
      assertEquals(502, answer.status(), "head " + i);
      assertEquals("bad-backend-answer", answer.header("X-Aviary-Error"), "head " + i);
    }
  }

  @Test
  void anAnswerWhoseHeadIsTooLargeIsRefused() throws Exception {
    serveFrames(frames -> {
      int stream = frames.next(HEADERS).stream();
      frames.headers(stream, true, ":status", "200", "x-one", "z".repeat(60_000));
      frames.ended();
    });
    Answer answer = client().get("/").read();
    assertEquals("answer-head-too-large", answer.header("X-Aviary-Error"));
  }

  @Test
  void aConnectionThatBreaksEndsItsRequestsAndTheNextOneFindsAnother() throws Exception {
    var connection = new AtomicInteger();
    serveFrames(frames -> {
      boolean first = connection.getAndIncrement() == 0;
      while (true) {
        int stream = frames.next(HEADERS).stream();
        if (first) {
          return;
        }
        ok(frames, stream);
      }
    });
    String post = Head.of("POST / HTTP/1.1", "Host: a", "Content-Length: 0");
    assertEquals("backend-hung-up", client().send(post).read().header("X-Aviary-Error"));
    assertEquals(204, client().send(post).read().status());
  }

  @Test
  void probesSpeakHttp2() throws Exception {
    TestBackend backend =
        opened(
            TestBackend.start(conversation -> {
              FrameClient frames = conversation.frames();
              int stream = frames.next(HEADERS).stream();
              frames.frame(PING, 0, 0, new byte[8]);
              frames.headers(stream, false, ":status", "103");
              String path = frames.partOf(stream).header(":path");
              frames.headers(stream, false, ":status", "302", "location", path);
              frames.data(stream, true, "x");
              frames.ended();
            }));
    ProbeAnswer answer = probe(backend).get("/ready?x=1", "a");
    assertEquals(new ProbeAnswer(302, "/ready?x=1"), answer);
  }

  @Test
  void aProbeOfAServerOfHttp11SaysWhatToDo() throws Exception {
    TestBackend backend = opened(TestBackend.answering("ok"));
    IOException failed = assertThrows(IOException.class, () -> probe(backend).get("/health", null));
    assertTrue(failed.getMessage().contains("set protocol to http/1.1"), failed.getMessage());
  }

  private HttpProbe probe(TestBackend backend) {
    Fleet fleet = Fleet.of(balancer()).with(Slot.STABLE_1, backend).http2(Slot.STABLE_1);
    return HttpProbe.of(fleet.member(Slot.STABLE_1), Duration.ofSeconds(30));
  }

  @Test
  void connectionsAreKeptFromRequestToRequest() throws Exception {
    TestBackend backend =
        serveFrames(frames -> {
          while (true) {
            ok(frames, frames.next(HEADERS).stream());
          }
        });
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      statuses.add(client().get("/").read().status());
    }
    assertEquals(java.util.Collections.nCopies(10, 204), statuses);
    assertEquals(1, backend.connections());
  }
}
