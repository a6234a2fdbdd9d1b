package dev.aviary.balancer.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.balancer.testing.Answer;
import dev.aviary.balancer.testing.Await;
import dev.aviary.balancer.testing.Fleet;
import dev.aviary.balancer.testing.Head;
import dev.aviary.balancer.testing.Load;
import dev.aviary.balancer.testing.RawClient;
import dev.aviary.balancer.testing.Rule;
import dev.aviary.balancer.testing.TestBackend;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.redis.Revision;
import dev.aviary.contract.route.Split;
import dev.aviary.contract.route.Stickiness;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is kept on a track, as visitors see it. */
final class StickinessIT extends TrafficCase {
  private static final Split BY_COOKIE = new Split(33, Stickiness.COOKIE, true);

  private TestBackend canary;
  private Fleet fleet;

  @BeforeEach
  void start() throws Exception {
    canary = opened(TestBackend.answering("canary"));
    fleet =
        Fleet.of(balancer())
            .with(Slot.STABLE_1, opened(TestBackend.answering("stable")))
            .with(Slot.STABLE_2, opened(TestBackend.answering("stable")))
            .with(Slot.CANARY, canary)
            .publish();
  }

  @Test
  void ofThreeHundredNewVisitorsNinetyNineAreTheCanarysAndAllStayWhereTheyAre() throws Exception {
    fleet.split(BY_COOKIE);
    List<Answer> first = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      first.add(visit(""));
    }
    assertEquals(99, first.stream().filter(answer -> answer.body().equals("canary")).count());
    for (Answer answer : first) {
      Answer again = visit("Cookie: " + cookie(answer));
      assertEquals(answer.body(), again.body());
      assertEquals("", again.header("Set-Cookie"));
    }
  }

  @Test
  void theCookieIsLeftOutWhereNothingIsSticky() throws Exception {
    fleet.split(33);
    for (int i = 0; i < 10; i++) {
      assertEquals("", visit("").header("Set-Cookie"));
    }
  }

  @Test
  void theCookieOfAnEarlierCanaryDoesNotPinForTheNext() throws Exception {
    fleet.split(BY_COOKIE);
    Answer first = visit("");
    fleet.with(Slot.CANARY, opened(TestBackend.answering("canary"))).publish();
    assertTrue(cookie(visit("Cookie: " + cookie(first))).startsWith("aviary-pin="));
  }

  @Test
  void theSameUserIsAlwaysOnTheSameTrack() throws Exception {
    fleet.split(new Split(50, Stickiness.header("X-User"), false));
    for (int user = 0; user < 20; user++) {
      String body = visit("X-User: " + user).body();
      for (int i = 0; i < 5; i++) {
        assertEquals(body, visit("X-User: " + user).body());
      }
    }
  }

  @Test
  void whoIsPinnedToACanaryThatIsGoneIsAnsweredByStable() throws Exception {
    fleet.split(BY_COOKIE);
    String pinned = "Cookie: " + cookie(pinnedToCanary());
    canary.close();
    for (int i = 0; i < 20; i++) {
      assertEquals("stable", visit(pinned).body());
      assertEquals("stable", visit("X-Aviary-Track: canary").body());
    }
  }

  @Rule(40)
  @Test
  void whenAWithdrawalIsAcknowledgedNobodyReachesTheCanaryByAnyMeans_RFC9110_3_7()
      throws Exception {
    fleet.split(BY_COOKIE);
    String pinned = "Cookie: " + cookie(pinnedToCanary());
    int port = balancer().port();
    try (var keepAlive = Load.on(port, 6);
        var sticky = Load.on(port, 6, Head.of("GET / HTTP/1.1", "Host: a", pinned));
        var manual =
            Load.on(port, 6, Head.of("GET / HTTP/1.1", "Host: a", "X-Aviary-Track: canary"));
        var slot = RawClient.to(balancer().slotPort(2))) {
      List<Load> loads = List.of(keepAlive, sticky, manual);
      for (int round = 0; round < 8; round++) {
        TestBackend tried = canary;
        Await.until("requests for the canary", () -> tried.heads().size() > 200);
        Revision revision = fleet.writeWithdrawal("too hot");
        fleet.await(revision);
        Await.until("idle", () -> fleet.idle(Slot.CANARY, revision));
        int seen = tried.heads().size();
        List<Long> before = loads.stream().map(Load::answers).toList();
        for (int i = 0; i < loads.size(); i++) {
          Load load = loads.get(i);
          long least = before.get(i) + 100;
          Await.until("further requests", () -> load.answers() > least);
        }
        assertEquals(503, slot.get("/").read().status());
        assertEquals(seen, tried.heads().size(), "round " + round);
        canary = opened(TestBackend.answering("canary"));
        fleet.with(Slot.CANARY, canary).publish();
      }
      for (Load load : loads) {
        assertEquals(0, load.failures(), load::firstFailure);
      }
    }
  }

  private Answer pinnedToCanary() throws Exception {
    Answer pinned = visit("");
    while (!pinned.body().equals("canary")) {
      pinned = visit("");
    }
    return pinned;
  }

  private Answer visit(String field) throws Exception {
    try (var client = RawClient.to(balancer().port())) {
      String head =
          field.isEmpty()
              ? Head.of("GET / HTTP/1.1", "Host: a")
              : Head.of("GET / HTTP/1.1", "Host: a", field);
      return client.send(head).read();
    }
  }

  private static String cookie(Answer answer) {
    return answer.header("Set-Cookie").split(";", -1)[0];
  }
}
