package dev.aviary.balancer.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.balancer.testing.Admin;
import dev.aviary.balancer.testing.Answer;
import dev.aviary.balancer.testing.Fleet;
import dev.aviary.balancer.testing.Head;
import dev.aviary.balancer.testing.RawClient;
import dev.aviary.balancer.testing.Rule;
import dev.aviary.balancer.testing.TestBackend;
import dev.aviary.contract.app.Slot;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A request whose backend fails is sent once more, elsewhere, and no third time. */
final class SecondAttemptIT extends TrafficCase {
  private static final String POST =
      Head.of("POST / HTTP/1.1", "Host: a", "Content-Length: 4") + "body";

  /** One event loop, so that the next request finds the last one's connection. */
  @Override
  Map<String, ?> settings() {
    return Map.of("micronaut.netty.event-loops.traffic.num-threads", 1);
  }

  @Rule(35)
  @Test
  void aSecondAttemptThatFailsIsTheLast_RFC9110_9_2_2() throws Exception {
    TestBackend one = opened(TestBackend.start(conversation -> conversation.readHead()));
    TestBackend two = opened(TestBackend.start(conversation -> conversation.readHead()));
    Fleet.of(balancer()).with(Slot.STABLE_1, one).with(Slot.STABLE_2, two).publish();
    Answer answer = client().get("/").read();
    assertEquals(502, answer.status());
    assertEquals("backend-hung-up", answer.header("X-Aviary-Error"));
    assertEquals(1, one.heads().size());
    assertEquals(1, two.heads().size());
  }

  @Rule(35)
  @Test
  void aConnectionThatDiedUnusedSendsItsRequestToAnotherMember_RFC9110_9_2_2() throws Exception {
    TestBackend one = opened(TestBackend.start(answeringOnce("one")));
    TestBackend two = opened(TestBackend.start(answeringOnce("two")));
    Fleet.of(balancer()).with(Slot.STABLE_1, one).with(Slot.STABLE_2, two).publish();
    RawClient client = client();
    for (int i = 0; i < 40; i++) {
      assertEquals(200, client.get("/").read().status());
    }
    assertTrue(one.heads().size() + two.heads().size() > 40, "no connection died");
  }

  @Rule(35)
  @Test
  void aCanaryWhoseConnectionDiedUnusedIsAskedAgainSoThatItsShareStaysTrue_RFC9110_9_2_2()
      throws Exception {
    TestBackend stable = opened(TestBackend.answering("stable"));
    TestBackend canary = opened(TestBackend.start(answeringOnce("canary")));
    Fleet.of(balancer()).with(Slot.STABLE_1, stable).with(Slot.CANARY, canary).publish().split(50);
    RawClient client = client();
    int canaries = 0;
    for (int i = 0; i < 100; i++) {
      canaries += client.get("/").read().body().equals("canary") ? 1 : 0;
    }
    assertEquals(50, canaries);
    assertTrue(canary.heads().size() > 50, "no connection died");
  }

  @Test
  void aCanaryThatIsGoneLeavesItsUsersTheirSecondAttempt() throws Exception {
    TestBackend well = opened(TestBackend.answering("well"));
    Fleet.of(balancer())
        .with(Slot.STABLE_1, refusing())
        .with(Slot.STABLE_2, well)
        .with(Slot.CANARY, refusing())
        .publish()
        .split(100);
    RawClient client = client();
    for (int i = 0; i < 20; i++) {
      assertEquals("well", client.send(POST).read().body());
    }
  }

  @Test
  void aRequestThatNobodyCouldAnswerCountsForWhoWasAskedLast() throws Exception {
    Fleet fleet = Fleet.of(balancer()).with(Slot.STABLE_1, refusing()).publish();
    assertEquals(503, client().get("/").read().status());
    String metrics = Admin.of(balancer()).get("/prometheus").body();
    assertTrue(
        metrics
            .lines()
            .anyMatch(line ->
                line.startsWith("aviary_requests_total{")
                    && line.contains(fleet.member(Slot.STABLE_1).release())
                    && line.contains("status=\"5xx\"")
                    && line.endsWith(" 1.0")),
        metrics);
  }

  /** Answers the first request of a connection and hangs up on the second, unseen. */
  private static TestBackend.Script answeringOnce(String name) {
    return conversation -> {
      conversation.readRequest();
      conversation.answer(name);
      conversation.readHead();
    };
  }

  private static TestBackend refusing() throws Exception {
    TestBackend backend = TestBackend.answering("never");
    backend.close();
    return backend;
  }
}
