package dev.aviary.balancer.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aviary.balancer.control.Routing;
import dev.aviary.balancer.testing.Answer;
import dev.aviary.balancer.testing.Await;
import dev.aviary.balancer.testing.Fleet;
import dev.aviary.balancer.testing.RawClient;
import dev.aviary.balancer.testing.TestBackend;
import dev.aviary.balancer.testing.TestBalancer;
import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.app.SpecStore;
import dev.aviary.contract.testing.RealRedis;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What visitors get before routes are known, and before containers run. */
final class StartIT {
  private TestBalancer balancer;

  @BeforeEach
  void start() throws Exception {
    balancer = TestBalancer.launch(Map.of("aviary.probes.interval", "200ms"));
  }

  @AfterEach
  void stop() {
    balancer.close();
  }

  @Test
  void beforeAnyRouteIsKnownEveryHostIs503AndNot404() throws Exception {
    assertUnavailable("no-routes", RawClient.get(balancer.port(), "/"));
    balancer.stop();
    balancer.redis().stop();
    balancer.start();
    assertUnavailable("no-routes", RawClient.get(balancer.port(), "/"));
    balancer.redis().startAgain();
    try (var backend = TestBackend.answering("app")) {
      new Fleet(balancer, "shop", 0, "shop.example").with(Slot.STABLE_1, backend).publish();
      assertEquals(404, RawClient.get(balancer.port(), "/").status());
    }
  }

  @Test
  void anAppThatIsRegisteredAndNotDeployedYetIs503() throws Exception {
    balancer
        .bean(SpecStore.class)
        .save(new AppSpec("shop", 0, "file:///srv/git/shop", null, null, null, null, null, null));
    var routing = balancer.bean(Routing.class);
    Await.until("known", () -> routing.applied().table().app("shop").isPresent());
    assertUnavailable("no-member", RawClient.get(balancer.port(), "/"));
  }

  @Test
  void aContainerThatHasNeverTakenAConnectionIsStartingAndOneThatHasIsGone() throws Exception {
    int port = RealRedis.freePort();
    Fleet.of(balancer).with(Slot.STABLE_1, port).publish();
    // More often than it takes to be ejected: what fails before a start says nothing of it.
    for (int i = 0; i < 20; i++) {
      assertUnavailable("starting", RawClient.get(balancer.port(), "/"));
    }
    assertUnavailable("starting", RawClient.get(balancer.slotPort(0), "/"));
    TestBackend started = TestBackend.startAt(port, TestBackend.saying("app"));
    assertEquals("app", RawClient.get(balancer.port(), "/").body());
    started.close();
    Answer gone = RawClient.get(balancer.port(), "/");
    assertEquals(502, gone.status());
    assertEquals("backend-unreachable", gone.header("X-Aviary-Error"));
  }

  @Test
  void ofTwoMembersThatStartBothAreUsedAsSoonAsTheyAreUp() throws Exception {
    int one = RealRedis.freePort();
    int two = RealRedis.freePort();
    Fleet.of(balancer).with(Slot.STABLE_1, one).with(Slot.STABLE_2, two).publish();
    for (int i = 0; i < 20; i++) {
      assertUnavailable("starting", RawClient.get(balancer.port(), "/"));
    }
    try (var first = TestBackend.startAt(one, TestBackend.saying("one"));
        var second = TestBackend.startAt(two, TestBackend.saying("two"))) {
      Await.until("one answers", () -> RawClient.get(balancer.port(), "/").body().equals("one"));
      Await.until("two answers", () -> RawClient.get(balancer.port(), "/").body().equals("two"));
    }
  }

  private static void assertUnavailable(String code, Answer answer) {
    assertEquals(503, answer.status(), answer.head());
    assertEquals(code, answer.header("X-Aviary-Error"));
    assertEquals("2", answer.header("Retry-After"));
  }
}
