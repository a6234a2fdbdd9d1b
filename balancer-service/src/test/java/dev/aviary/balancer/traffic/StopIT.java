package dev.aviary.balancer.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.balancer.testing.Admin;
import dev.aviary.balancer.testing.Answer;
import dev.aviary.balancer.testing.Await;
import dev.aviary.balancer.testing.Fleet;
import dev.aviary.balancer.testing.FrameClient;
import dev.aviary.balancer.testing.Head;
import dev.aviary.balancer.testing.RawClient;
import dev.aviary.balancer.testing.TestBackend;
import dev.aviary.balancer.testing.TestBalancer;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.telemetry.BalancerStore;
import io.lettuce.core.RedisClient;
import java.net.ConnectException;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

/** A stop in good order. */
final class StopIT {

  @Test
  void requestsInFlightEndIdleConnectionsCloseAndTheBalancerIsForgotten() throws Exception {
    var go = new Semaphore(0);
    var balancer = TestBalancer.launch();
    try (var backend =
        TestBackend.start(conversation -> {
          while (conversation.readRequest()) {
            go.acquireUninterruptibly();
            conversation.answer("whole");
          }
        })) {
      Fleet.of(balancer).with(Slot.STABLE_1, backend).publish();
      int members = balancer.bean(BalancerStore.class).heartbeats().orElseThrow().size();
      assertEquals(1, members);
      try (var idle = RawClient.to(balancer.port());
          var busy = RawClient.to(balancer.port())) {
        go.release();
        assertEquals("whole", idle.get("/").read().body());
        busy.get("/");
        Await.until("in flight", () -> backend.heads().size() == 2);
        Thread stopping = Thread.ofVirtual().start(balancer::stop);
        assertTrue(idle.ended());
        assertThrows(ConnectException.class, () -> RawClient.to(balancer.port()));
        go.release();
        Answer last = busy.read();
        assertEquals("whole", last.body());
        assertEquals("close", last.header("Connection"));
        assertTrue(busy.ended());
        stopping.join();
      }
      try (RedisClient redis = balancer.redis().client();
          var connection = redis.connect()) {
        assertEquals(0, connection.sync().scard(Keys.BALANCERS));
        assertTrue(connection.sync().keys("*balancer:*").isEmpty());
      }
    } finally {
      balancer.redis().close();
    }
  }

  @Test
  void aWebSocketMayFinishWithinTheDrainDeadlineAndIsCutOffAfterIt() throws Exception {
    var balancer = TestBalancer.launch(Map.of("aviary.deadlines.drain", "2s"));
    try (var backend =
        TestBackend.start(conversation -> {
          conversation.readHead();
          conversation.send(
              Head.of("HTTP/1.1 101 Switching Protocols", "Connection: Upgrade", "Upgrade: echo"));
          for (int next = conversation.in().read(); next >= 0; next = conversation.in().read()) {
            conversation.send(new byte[] {(byte) next});
          }
        })) {
      Fleet.of(balancer).with(Slot.STABLE_1, backend).publish();
      try (var talks = RawClient.to(balancer.port());
          var idle = RawClient.to(balancer.port())) {
        talks.send(Head.of("GET / HTTP/1.1", "Host: a", "Connection: Upgrade", "Upgrade: echo"));
        talks.readHead();
        Thread stopping = Thread.ofVirtual().start(balancer::stop);
        assertTrue(idle.ended());
        assertEquals("x", talks.send("x").readBytes(1));
        assertTrue(talks.ended());
        stopping.join();
      }
    } finally {
      balancer.redis().close();
    }
  }

  @Test
  void aClientOfHttp2IsToldInTwoStepsAndEveryRequestBetweenThemIsAnswered68() throws Exception {
    var go = new Semaphore(0);
    var balancer = TestBalancer.launch(Map.of("aviary.http2.cleartext", true));
    try (var backend =
        TestBackend.start(conversation -> {
          conversation.readRequest();
          go.acquireUninterruptibly();
          conversation.answer("whole");
        })) {
      Fleet.of(balancer).with(Slot.STABLE_1, backend).publish();
      try (var idle = FrameClient.to(balancer.port()).settled();
          var busy = FrameClient.to(balancer.port()).get(1, "/")) {
        Await.until("in flight", () -> backend.heads().size() == 1);
        Thread stopping = Thread.ofVirtual().start(balancer::stop);
        assertEquals(Integer.MAX_VALUE, busy.next(FrameClient.GOAWAY).number(0));
        FrameClient.Frame ping = busy.next(FrameClient.PING);
        busy.get(3, "/").frame(FrameClient.PING, 1, 0, ping.payload());
        assertEquals(3, busy.next(FrameClient.GOAWAY).number(0));
        go.release(2);
        assertEquals("whole", busy.answer(1).body());
        assertEquals("whole", busy.answer(3).body());
        assertTrue(busy.ended());
        assertTrue(idle.ended());
        stopping.join();
      }
    } finally {
      balancer.redis().close();
    }
  }

  @Test
  void whoOutlastsTheTimeForEndingIsCutOffAndTheStopIsDone() throws Exception {
    var never = new Semaphore(0);
    var balancer = TestBalancer.launch(Map.of("aviary.deadlines.drain", "200ms"));
    try (var backend =
        TestBackend.start(conversation -> {
          conversation.readRequest();
          never.acquireUninterruptibly();
        })) {
      Fleet.of(balancer).with(Slot.STABLE_1, backend).publish();
      try (var busy = RawClient.to(balancer.port()).get("/")) {
        Await.until("in flight", () -> backend.heads().size() == 1);
        balancer.stop();
        assertTrue(busy.ended());
      }
      never.release();
    } finally {
      balancer.redis().close();
    }
  }

  @Test
  void whoWaitsForTheEndOfAPauseIsToldToTryAgain() throws Exception {
    var balancer = TestBalancer.launch();
    try (var backend = TestBackend.answering("app")) {
      Fleet fleet = Fleet.of(balancer).with(Slot.STABLE_1, backend).publish();
      Admin.of(balancer).put("/apps/flask-app/pause", "{\"seconds\":600}");
      fleet.publish();
      try (var held = RawClient.to(balancer.port()).get("/")) {
        // An answer on another connection of each event loop: the first request was taken up.
        for (int i = 0; i < 4; i++) {
          RawClient.get(balancer.slotPort(0), "/");
        }
        balancer.stop();
        Answer answer = held.read();
        assertEquals(503, answer.status());
        assertEquals("close", answer.header("Connection"));
      }
    } finally {
      balancer.redis().close();
    }
  }

  @Test
  void aRequestThatComesToItsTurnWhileTheBalancerStopsDoesNotWaitForTheEndOfAPause()
      throws Exception {
    var go = new Semaphore(0);
    var balancer = TestBalancer.launch();
    try (var backend =
            TestBackend.start(conversation -> {
              while (conversation.readRequest()) {
                conversation.send(Head.of("HTTP/1.1 200 OK", "Content-Length: 5") + "wh");
                go.acquireUninterruptibly();
                conversation.send("ole");
              }
            });
        var idle = RawClient.to(balancer.port());
        var busy = RawClient.to(balancer.port())) {
      Fleet fleet = Fleet.of(balancer).with(Slot.STABLE_1, backend).publish();
      busy.send("GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n");
      String first = busy.readHead();
      assertTrue(first.startsWith("HTTP/1.1 200"), first);
      Admin.of(balancer).put("/apps/flask-app/pause", "{\"seconds\":600}");
      fleet.publish();
      Thread stopping = Thread.ofVirtual().start(balancer::stop);
      assertTrue(idle.ended());
      go.release();
      assertEquals("whole", busy.readBytes(5));
      Answer last = busy.read();
      assertEquals("paused", last.header("X-Aviary-Error"));
      assertEquals("close", last.header("Connection"));
      stopping.join();
    } finally {
      balancer.redis().close();
    }
  }

  @Test
  void aRestartedBalancerIsTheSameMember() throws Exception {
    var balancer = TestBalancer.launch();
    String id = id(balancer);
    balancer.stop();
    balancer.start();
    assertEquals(id, id(balancer));
    assertTrue(id.startsWith("test-"), id);
    balancer.close();
  }

  private static String id(TestBalancer balancer) throws Exception {
    var store = balancer.bean(BalancerStore.class);
    Await.until("a heartbeat", () -> store.heartbeats().stream().anyMatch(all -> !all.isEmpty()));
    return store.heartbeats().orElseThrow().getFirst().id();
  }
}
