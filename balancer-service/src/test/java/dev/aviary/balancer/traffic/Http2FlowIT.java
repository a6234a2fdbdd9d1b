package dev.aviary.balancer.traffic;

import static dev.aviary.balancer.testing.FrameClient.DATA;
import static dev.aviary.balancer.testing.FrameClient.INTERNAL_ERROR;
import static dev.aviary.balancer.testing.FrameClient.NO_ERROR;
import static dev.aviary.balancer.testing.FrameClient.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.aviary.balancer.testing.Admin;
import dev.aviary.balancer.testing.Await;
import dev.aviary.balancer.testing.Fleet;
import dev.aviary.balancer.testing.FrameClient;
import dev.aviary.balancer.testing.Head;
import dev.aviary.balancer.testing.TestBackend;
import dev.aviary.contract.app.Slot;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Many streams of one connection: their order, their windows and their ends. */
final class Http2FlowIT extends Http2Case {
  private static final int WINDOW = 262_144;

  @Test
  void anAnswerThatBreaksOffResetsItsStreamAlone() throws Exception {
    serve(conversation -> {
      String head = conversation.readHead();
      if (head.contains(" /broken ")) {
        conversation.send(Head.of("HTTP/1.1 200 OK", "Content-Length: 10") + "half").close();
      } else {
        conversation.answer("whole");
      }
    });
    FrameClient client = http2();
    assertEquals(INTERNAL_ERROR, client.get(1, "/broken").streamError(1));
    assertEquals("whole", client.get(3, "/").answer(3).body());
  }

  @Test
  void requestsOfOneConnectionAreAnsweredInTheOrderOfTheirBackends() throws Exception {
    var go = new Semaphore(0);
    serve(conversation -> {
      String head = conversation.readHead();
      if (head.contains(" /slow ")) {
        go.acquireUninterruptibly();
      }
      conversation.answer(head.split(" ", -1)[1]);
    });
    FrameClient client = http2().get(1, "/slow").get(3, "/fast");
    assertEquals("/fast", client.answer(3).body());
    assertFalse(client.partOf(1).ended());
    go.release();
    assertEquals("/slow", client.answer(1).body());
  }

  @Test
  void aHundredStreamsAtATimeAreAnswered() throws Exception {
    serve(TestBackend.saying("ok"));
    FrameClient client = http2();
    for (int stream = 1; stream < 200; stream += 2) {
      client.get(stream, "/" + stream);
    }
    for (int stream = 1; stream < 200; stream += 2) {
      assertEquals("ok", client.answer(stream).body());
    }
  }

  @Test
  void aClientThatResetsItsRequestFreesTheBackend() throws Exception {
    TestBackend backend =
        serve(conversation -> {
          conversation.readRequest();
          conversation.awaitEnd();
        });
    FrameClient client = http2().get(1, "/");
    Await.until("in flight", () -> backend.heads().size() == 1);
    client.reset(1, FrameClient.CANCEL).settled();
    Await.until("the backend is left", () -> backend.open() == 0);
  }

  @Test
  void aClientThatClosesItsConnectionFreesAllBackends() throws Exception {
    TestBackend backend =
        serve(conversation -> {
          conversation.readRequest();
          conversation.awaitEnd();
        });
    FrameClient client = http2().get(1, "/").get(3, "/").get(5, "/");
    Await.until("in flight", () -> backend.heads().size() == 3);
    client.close();
    Await.until("the backends are left", () -> backend.open() == 0);
  }

  @Test
  void anAnswerBeforeTheEndOfTheRequestTellsTheClientToStop81() throws Exception {
    serve(conversation -> {
      conversation.readHead();
      conversation.answer("enough");
      conversation.awaitEnd();
    });
    FrameClient client = http2();
    client.headers(1, false, request("POST", "/")).data(1, false, "part");
    assertEquals("enough", client.answer(1).body());
    assertEquals(NO_ERROR, client.streamError(1));
  }

  @Test
  void aBodyThatNobodyTakesFillsItsWindowAndNoMore() throws Exception {
    var go = new Semaphore(0);
    var length = new AtomicLong();
    serve(conversation -> {
      String head = conversation.readHead();
      if (head.startsWith("POST")) {
        go.acquireUninterruptibly();
        length.set(conversation.readBody(head).length());
      }
      conversation.answer("ok");
    });
    FrameClient client = http2().settled();
    client.headers(1, false, request("POST", "/", "content-length", "" + LARGE));
    int sent = 0;
    var piece = "x".repeat(16_000);
    while (sent + piece.length() <= WINDOW) {
      client.data(1, false, piece);
      sent += piece.length();
    }
    // Another request passes by.
    assertEquals("ok", client.get(3, "/").answer(3).body());
    go.release();
    while (sent < LARGE) {
      int size = Math.min(piece.length(), LARGE - sent);
      while (sent + size > WINDOW + client.credit(1)) {
        client.next(FrameClient.WINDOW_UPDATE);
      }
      sent += size;
      client.data(1, sent == LARGE, piece.substring(0, size));
    }
    assertEquals("ok", client.answer(1).body());
    assertEquals(LARGE, length.get());
  }

  @Test
  void aLargeAnswerWaitsForTheClientsWindow() throws Exception {
    serve(conversation -> {
      while (conversation.readRequest()) {
        conversation.answer("y".repeat(LARGE));
      }
    });
    FrameClient client = http2(4, 100_000).window(0, 1 << 30).get(1, "/");
    int got = 0;
    while (!client.partOf(1).ended()) {
      FrameClient.Frame frame = client.next(DATA);
      got += frame.payload().length;
      client.window(1, Math.max(1, frame.payload().length));
    }
    assertEquals(LARGE, got);
  }

  @Test
  void aPausedAppHoldsTheRequestsOfAllStreams() throws Exception {
    TestBackend backend = serve(TestBackend.saying("ok"));
    Fleet fleet = Fleet.of(balancer()).with(Slot.STABLE_1, backend);
    Admin.of(balancer()).put("/apps/flask-app/pause", "{\"seconds\":60}");
    fleet.publish();
    FrameClient client = http2().get(1, "/").get(3, "/").settled();
    assertEquals(0, backend.heads().size());
    Admin.of(balancer()).delete("/apps/flask-app/pause");
    assertEquals("ok", client.answer(1).body());
    assertEquals("ok", client.answer(3).body());
  }
}
