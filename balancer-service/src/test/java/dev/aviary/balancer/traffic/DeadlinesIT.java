package dev.aviary.balancer.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.balancer.route.CurrentTable;
import dev.aviary.balancer.route.Endpoint;
import dev.aviary.balancer.route.LiveApp;
import dev.aviary.balancer.testing.Answer;
import dev.aviary.balancer.testing.Await;
import dev.aviary.balancer.testing.Fleet;
import dev.aviary.balancer.testing.Head;
import dev.aviary.balancer.testing.RawClient;
import dev.aviary.balancer.testing.Rule;
import dev.aviary.balancer.testing.TestBackend;
import dev.aviary.contract.app.Slot;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a client sees when time is up; header, body and answer: {@code SmugglingIT, FailureIT}. */
final class DeadlinesIT extends TrafficCase {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  @Override
  Map<String, ?> settings() {
    return Map.of(
        "aviary.deadlines.idle", "1s",
        "aviary.deadlines.connect", "500ms",
        "aviary.deadlines.stream", "1s",
        "aviary.deadlines.stall", "1s",
        "aviary.deadlines.tunnel", "1s",
        "aviary.deadlines.linger", "1s",
        "aviary.deadlines.pooled", "1s");
  }

  @Test
  void anIdleConnectionIsClosedWithoutAWord_RFC9112_9_5() throws Exception {
    serveAnswer(OK);
    RawClient client = client().get("/");
    assertEquals("ok", client.read().body());
    assertTrue(client.ended());
  }

  @Test
  void anIdleConnectionToABackendIsClosed() throws Exception {
    TestBackend backend = serveAnswer(OK);
    client().get("/").read();
    Await.until("closed", () -> backend.connections() == 1 && backend.open() == 0);
  }

  @Rule(9)
  @Test
  void anAnswerThatStopsComingNeverLooksWhole_RFC9112_8() throws Exception {
    TestBackend backend =
        serve(conversation -> {
          conversation.readRequest();
          conversation.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n");
          conversation.awaitEnd();
        });
    assertThrows(IOException.class, () -> client().get("/").read());
    Await.until("hung up", () -> backend.open() == 0);
  }

  @Rule(38)
  @Test
  void aClientThatTakesNothingIsCutOffAndItsBackendFreed_RFC9112_9_5() throws Exception {
    TestBackend backend =
        serve(conversation -> {
          conversation.readRequest();
          conversation.send(Head.of("HTTP/1.1 200 OK", "Content-Length: 1000000000"));
          byte[] some = new byte[1 << 16];
          while (true) {
            conversation.send(some);
          }
        });
    client().get("/").readHead();
    Await.until("hung up", () -> backend.connections() == 1 && backend.open() == 0);
  }

  @Rule(34)
  @Test
  void aTunnelInWhichNothingMovesIsClosedOnBothSides_RFC9110_7_8() throws Exception {
    TestBackend backend =
        serve(conversation -> {
          conversation.readHead();
          conversation.send(
              Head.of("HTTP/1.1 101 Switching Protocols", "Connection: Upgrade", "Upgrade: x"));
          conversation.awaitEnd();
        });
    RawClient client =
        client().send(Head.of("GET / HTTP/1.1", "Host: a", "Connection: Upgrade", "Upgrade: x"));
    client.readHead();
    assertTrue(client.ended());
    Await.until("hung up", () -> backend.open() == 0);
  }

  @Rule(31)
  @Test
  void aClientThatGoesOnSendingAfterItsAnswerIsCutOff_RFC9112_9_6() throws Exception {
    serve(conversation -> {
      conversation.readHead();
      conversation.send("HTTP/1.1 413 Content Too Large\r\nContent-Length: 3\r\n\r\nno!");
      conversation.awaitEnd();
    });
    RawClient client =
        client().send(Head.of("POST / HTTP/1.1", "Host: a", "Content-Length: 1000000000"));
    assertEquals("no!", client.read().body());
    Await.until("cut off", () -> refuses(client));
  }

  @Rule(36)
  @Test
  void aBackendThatTakesNoConnectionIs502_RFC9110_15_6_3() throws Exception {
    try (var deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Fleet.of(balancer()).with(Slot.STABLE_1, deaf.getLocalPort()).publish();
      client().get("/held-by-the-kernel");
      Await.until("connected once", this::wasUp);
      fill(deaf.getLocalPort());
      Answer answer = client().get("/").read();
      assertEquals(502, answer.status());
      assertEquals("backend-unreachable", answer.header("X-Aviary-Error"));
    }
  }

  private boolean wasUp() {
    LiveApp app = balancer().bean(CurrentTable.class).get().app("flask-app");
    Endpoint place = app == null ? null : app.at(Slot.STABLE_1);
    return place != null && place.backend().wasUp();
  }

  /** Until the kernel takes no further connection for who does not accept any. */
  private void fill(int port) throws Exception {
    while (true) {
      var socket = opened(new Socket());
      try {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
      } catch (SocketTimeoutException e) {
        return;
      }
    }
  }

  private static boolean refuses(RawClient client) {
    try {
      client.send(new byte[1 << 16]);
      return false;
    } catch (IOException e) {
      return true;
    }
  }
}
