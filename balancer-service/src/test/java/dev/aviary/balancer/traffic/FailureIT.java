package dev.aviary.balancer.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.balancer.testing.Answer;
import dev.aviary.balancer.testing.Await;
import dev.aviary.balancer.testing.Fleet;
import dev.aviary.balancer.testing.Head;
import dev.aviary.balancer.testing.RawClient;
import dev.aviary.balancer.testing.Rule;
import dev.aviary.balancer.testing.TestBackend;
import dev.aviary.contract.app.Slot;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What users see of backends that fail: as little as possible. */
final class FailureIT extends TrafficCase {
  private static final String POST =
      Head.of("POST / HTTP/1.1", "Host: a", "Content-Length: 4") + "body";

  @Override
  Map<String, ?> settings() {
    return Map.of("aviary.deadlines.answer", "4s", "aviary.deadlines.body", "4s");
  }

  /** Hangs up, without a word, on every request that is not a connection's first. */
  private static TestBackend.Script stale(AtomicInteger hungUp) {
    return conversation -> {
      conversation.readRequest();
      conversation.answer("ok");
      if (!conversation.readHead().isEmpty()) {
        hungUp.incrementAndGet();
      }
    };
  }

  private static TestBackend refusing() throws Exception {
    TestBackend backend = TestBackend.answering("never");
    backend.close();
    return backend;
  }

  @Test
  void aCanaryThatRefusesConnectionsCostsItsUsersNothing() throws Exception {
    TestBackend stable = opened(TestBackend.answering("stable"));
    Fleet.of(balancer())
        .with(Slot.STABLE_1, stable)
        .with(Slot.CANARY, refusing())
        .publish()
        .split(50);
    RawClient client = client();
    for (int i = 0; i < 100; i++) {
      String request = i % 2 == 0 ? POST : Head.of("GET / HTTP/1.1", "Host: a");
      assertEquals("stable", client.send(request).read().body());
    }
  }

  @Test
  void aStableMemberThatRefusesConnectionsIsPassedOver() throws Exception {
    TestBackend two = opened(TestBackend.answering("two"));
    Fleet.of(balancer()).with(Slot.STABLE_1, refusing()).with(Slot.STABLE_2, two).publish();
    RawClient client = client();
    for (int i = 0; i < 50; i++) {
      assertEquals("two", client.send(POST).read().body());
    }
  }

  @Rule(36)
  @Test
  void theLastMemberIsTriedHoweverOftenItRefusedAndThen502_RFC9110_15_6_3() throws Exception {
    TestBackend gone = TestBackend.answering("here");
    Fleet fleet = Fleet.of(balancer()).with(Slot.STABLE_1, gone).publish();
    assertEquals("here", client().get("/").read().body());
    gone.close();
    Answer answer = client().get("/").read();
    assertEquals(502, answer.status());
    assertEquals("backend-unreachable", answer.header("X-Aviary-Error"));
    assertEquals("aviary; error=destination_unavailable", answer.header("Proxy-Status"));
    assertEquals("text/plain; charset=utf-8", answer.header("Content-Type"));
    opened(TestBackend.startAt(gone.port(), TestBackend.saying("back")));
    assertEquals("back", client().get("/").read().body());
    assertTrue(fleet.member(Slot.STABLE_1).port() > 0);
  }

  @Rule(36)
  @Test
  void anErrorPageNamesNoInternalAddress_RFC9110_15_6_3() throws Exception {
    TestBackend gone = refusing();
    Fleet.of(balancer()).with(Slot.STABLE_1, gone).publish();
    Answer answer = client().get("/").read();
    String all = answer.head() + answer.body();
    assertFalse(all.contains("127.0.0.1") || all.contains("" + gone.port()), all);
  }

  @Rule(35)
  @Test
  void aPooledConnectionThatDiedBeforeTheFirstByteIsRetriedUnseen_RFC9110_9_2_2() throws Exception {
    var hungUp = new AtomicInteger();
    serve(stale(hungUp));
    RawClient client = client();
    for (int i = 0; i < 30; i++) {
      assertEquals("ok", client.get("/").read().body());
    }
    assertTrue(hungUp.get() > 0, "no connection was reused");
  }

  @Rule(35)
  @Test
  void aRequestThatCannotBeRepeatedIsNotSentTwiceToALiveBackend_RFC9110_9_2_2() throws Exception {
    var seen = new AtomicInteger();
    serve(conversation -> {
      conversation.readRequest();
      seen.incrementAndGet();
    });
    Answer answer = client().send(POST).read();
    assertEquals(502, answer.status());
    assertEquals("backend-hung-up", answer.header("X-Aviary-Error"));
    assertEquals(1, seen.get());
  }

  @Rule(35)
  @Test
  void aRequestThatCanBeRepeatedFindsAnotherMemberWhenItsBackendDies_RFC9110_9_2_2()
      throws Exception {
    TestBackend dying = opened(TestBackend.start(c -> c.readHead()));
    TestBackend well = opened(TestBackend.answering("well"));
    Fleet.of(balancer()).with(Slot.STABLE_1, dying).with(Slot.STABLE_2, well).publish();
    for (int i = 0; i < 20; i++) {
      assertEquals("well", client().get("/").read().body());
    }
    assertFalse(dying.heads().isEmpty());
  }

  @Rule(36)
  @Test
  void aBackendThatNeverAnswersIs504AndItsConnectionIsClosed_RFC9110_15_6_5() throws Exception {
    TestBackend backend =
        serve(conversation -> {
          conversation.readRequest();
          conversation.awaitEnd();
        });
    Answer answer = client().get("/").read();
    assertEquals(504, answer.status());
    assertEquals("backend-timeout", answer.header("X-Aviary-Error"));
    assertEquals("aviary; error=http_response_timeout", answer.header("Proxy-Status"));
    Await.until("hung up", () -> backend.open() == 0);
  }

  @Rule(39)
  @Test
  void aBodyThatStopsComingIs408_RFC9110_15_5_9() throws Exception {
    serve(conversation -> conversation.readRequest());
    RawClient client =
        client().send(Head.of("POST / HTTP/1.1", "Host: a", "Content-Length: 9") + "half");
    assertEquals(408, client.read().status());
  }

  @Rule(36)
  @Test
  void anAppWithoutMembersIs503AndSaysWhenToTryAgain_RFC9110_15_6_4() throws Exception {
    Fleet.of(balancer()).publish();
    Answer answer = client().get("/").read();
    assertEquals(503, answer.status());
    assertEquals("no-member", answer.header("X-Aviary-Error"));
    assertEquals("aviary; error=destination_unavailable", answer.header("Proxy-Status"));
    assertEquals("2", answer.header("Retry-After"));
    assertTrue(answer.body().contains("Try again"), answer.body());
  }

  @Test
  void aHeadRequestIsRefusedWithoutABody() throws Exception {
    Fleet.of(balancer()).publish();
    RawClient client = client().send(Head.of("HEAD / HTTP/1.1", "Host: a"));
    assertTrue(client.readHead().startsWith("HTTP/1.1 503 "));
    assertEquals(503, client.get("/").read().status());
  }
}
