package dev.aviary.balancer.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.balancer.testing.Await;
import dev.aviary.balancer.testing.Fleet;
import dev.aviary.balancer.testing.Load;
import dev.aviary.balancer.testing.RawClient;
import dev.aviary.balancer.testing.Rule;
import dev.aviary.balancer.testing.TestBackend;
import dev.aviary.balancer.testing.TestBalancer;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.redis.Revision;
import dev.aviary.contract.telemetry.BalancerStore;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an acknowledged revision promises. */
final class AcknowledgementIT {
  private TestBalancer balancer;

  @BeforeEach
  void start() throws Exception {
    balancer = TestBalancer.launch();
  }

  @AfterEach
  void stop() {
    balancer.close();
  }

  @Rule(40)
  @Test
  void afterAnAcknowledgementNoNewRequestReachesTheOldMemberHoweverBusyItIs_RFC9110_3_7()
      throws Exception {
    try (var stable = TestBackend.answering("stable");
        var busy = TestBackend.answering("old");
        var next = TestBackend.answering("new")) {
      Fleet fleet =
          Fleet.of(balancer).with(Slot.STABLE_1, stable).with(Slot.STABLE_2, busy).publish();
      try (var load = Load.on(balancer.port(), 16)) {
        TestBackend old = busy;
        TestBackend other = next;
        for (int round = 0; round < 20; round++) {
          TestBackend left = old;
          Await.until("requests for the old one", () -> !left.heads().isEmpty());
          Revision revision = fleet.with(Slot.STABLE_2, other).write();
          fleet.await(revision);
          Await.until("the old one idle", () -> idle(left, revision));
          int seen = left.heads().size();
          long before = load.answers();
          Await.until("further requests", () -> load.answers() > before + 200);
          assertEquals(seen, left.heads().size(), "round " + round);
          old = other;
          other = left;
        }
        assertEquals(0, load.failures(), load::firstFailure);
      }
    }
  }

  @Test
  void aRequestInFlightIsReportedUntilItEndedAndThenAtOnce() throws Exception {
    var go = new Semaphore(0);
    try (var slow =
            TestBackend.start(conversation -> {
              conversation.readRequest();
              go.acquireUninterruptibly();
              conversation.answer("late");
            });
        var next = TestBackend.answering("next");
        var client = RawClient.to(balancer.port())) {
      Fleet fleet = Fleet.of(balancer).with(Slot.STABLE_1, slow).publish();
      client.get("/");
      Await.until("in flight", () -> slow.heads().size() == 1);
      Revision revision = fleet.with(Slot.STABLE_1, next).write();
      fleet.await(revision);
      assertFalse(idle(slow, revision));
      assertEquals("next", RawClient.get(balancer.port(), "/").body());
      go.release();
      assertEquals("late", client.read().body());
      Await.until("idle", () -> idle(slow, revision));
      Await.until("the connection to it is closed", () -> slow.open() == 0);
    }
  }

  @Test
  void theHeartbeatNamesTheUrlsWithTheirShares() throws Exception {
    try (var one = TestBackend.answering("1");
        var two = TestBackend.answering("2");
        var canary = TestBackend.answering("c")) {
      Fleet.of(balancer)
          .with(Slot.STABLE_1, one)
          .with(Slot.STABLE_2, two)
          .with(Slot.CANARY, canary)
          .publish()
          .split(40);
      var heartbeat = balancer.bean(BalancerStore.class).heartbeats().orElseThrow().getFirst();
      assertTrue(
          heartbeat.urls().stream()
              .anyMatch(url ->
                  url.slot().equals("canary")
                      && url.share() == 40.0
                      && url.url().equals("http://127.0.0.1:" + canary.port())));
      assertEquals(100.0, heartbeat.urls().stream().mapToDouble(url -> url.share()).sum());
    }
  }

  private boolean idle(TestBackend backend, Revision revision) {
    return balancer.bean(BalancerStore.class).idle("container-" + backend.port(), revision);
  }
}
