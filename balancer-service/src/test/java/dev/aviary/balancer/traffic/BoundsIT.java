package dev.aviary.balancer.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aviary.balancer.testing.Admin;
import dev.aviary.balancer.testing.Answer;
import dev.aviary.balancer.testing.Await;
import dev.aviary.balancer.testing.Fleet;
import dev.aviary.balancer.testing.RawClient;
import dev.aviary.balancer.testing.TestBackend;
import dev.aviary.balancer.testing.TestBalancer;
import dev.aviary.contract.app.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

/** Bounds that hold for the whole balancer, on however many event loops its clients are. */
final class BoundsIT extends TrafficCase {
  private static final int CONNECTIONS = 4;
  private static final int HELD = 3;

  @Override
  Map<String, ?> settings() {
    return Map.of(
        "micronaut.netty.event-loops.traffic.num-threads", 4,
        "aviary.backends.connections", CONNECTIONS,
        "aviary.pause.requests", HELD);
  }

  @Test
  void whatOneContainerMayNotTakeIs503AndSaysWhenToTryAgain() throws Exception {
    var go = new Semaphore(0);
    TestBackend backend = opened(TestBackend.start(holding("one", go)));
    Fleet.of(balancer()).with(Slot.STABLE_1, backend).publish();
    List<RawClient> held = ask(CONNECTIONS);
    Await.until("all at the backend", () -> backend.heads().size() == CONNECTIONS);
    for (int i = 0; i < 8; i++) {
      Answer refused = client().get("/").read();
      assertEquals(503, refused.status());
      assertEquals("too-busy", refused.header("X-Aviary-Error"));
      assertEquals("2", refused.header("Retry-After"));
    }
    assertEquals(503, RawClient.get(balancer().slotPort(0), "/").status());
    assertEquals(CONNECTIONS, backend.open());
    go.release(100);
    for (RawClient client : held) {
      assertEquals("one", client.read().body());
    }
    Await.until("a place", () -> client().get("/").read().status() == 200);
  }

  @Test
  void whatOneContainerMayNotTakeGoesToAnother() throws Exception {
    var go = new Semaphore(0);
    TestBackend one = opened(TestBackend.start(holding("one", go)));
    TestBackend two = opened(TestBackend.start(holding("two", go)));
    TestBackend canary = opened(TestBackend.start(holding("canary", go)));
    Fleet.of(balancer())
        .with(Slot.STABLE_1, one)
        .with(Slot.STABLE_2, two)
        .with(Slot.CANARY, canary)
        .publish()
        .split(100);
    List<RawClient> held = ask(3 * CONNECTIONS);
    for (TestBackend each : List.of(one, two, canary)) {
      Await.until("its share", () -> each.heads().size() == CONNECTIONS);
    }
    assertEquals("too-busy", client().get("/").read().header("X-Aviary-Error"));
    go.release(100);
    for (RawClient client : held) {
      assertEquals(200, client.read().status());
    }
  }

  @Test
  void anEventLoopKeepsSoManyIdleConnectionsToAContainerAndNoMore() throws Exception {
    var go = new Semaphore(0);
    TestBackend backend = opened(TestBackend.start(holding("one", go)));
    TestBalancer alone =
        opened(
            TestBalancer.launch(
                Map.of(
                    "micronaut.netty.event-loops.traffic.num-threads", 1,
                    "aviary.backends.idle", 2)));
    Fleet.of(alone).with(Slot.STABLE_1, backend).publish();
    var clients = new ArrayList<RawClient>();
    for (int i = 0; i < 5; i++) {
      clients.add(opened(RawClient.to(alone.port())).get("/"));
    }
    Await.until("all at the backend", () -> backend.heads().size() == 5);
    go.release(5);
    for (RawClient client : clients) {
      assertEquals("one", client.read().body());
    }
    Await.until("two are kept", () -> backend.open() == 2);
  }

  @Test
  void aPauseHoldsSoManyRequestsAndNoMore() throws Exception {
    TestBackend backend = serve(TestBackend.saying("app"));
    Admin admin = Admin.of(balancer());
    assertEquals(200, admin.put("/apps/flask-app/pause", "{\"seconds\":600}").statusCode());
    Fleet.of(balancer()).with(Slot.STABLE_1, backend).publish();
    List<RawClient> clients = ask(HELD + 4);
    var told = new ArrayList<RawClient>();
    Await.until(
        "four are told",
        () -> {
          for (RawClient client : clients) {
            if (!told.contains(client) && client.available()) {
              assertEquals("paused", client.read().header("X-Aviary-Error"));
              told.add(client);
            }
          }
          return told.size() == 4;
        });
    clients.removeAll(told);
    clients.removeLast().close();
    Await.until("a seat is free", () -> !refusedAtOnce());
    assertEquals(204, admin.delete("/apps/flask-app/pause").statusCode());
    for (RawClient client : clients) {
      assertEquals("app", client.read().body());
    }
  }

  private boolean refusedAtOnce() throws Exception {
    RawClient client = client().get("/");
    // Another connection of each event loop is answered after it: it was taken up.
    for (int i = 0; i < 8; i++) {
      RawClient.get(balancer().slotPort(0), "/");
    }
    return client.available();
  }

  private List<RawClient> ask(int count) throws Exception {
    var clients = new ArrayList<RawClient>();
    for (int i = 0; i < count; i++) {
      clients.add(client().get("/"));
    }
    return clients;
  }

  private static TestBackend.Script holding(String name, Semaphore go) {
    return conversation -> {
      while (conversation.readRequest()) {
        go.acquireUninterruptibly();
        conversation.answer(name);
      }
    };
  }
}
