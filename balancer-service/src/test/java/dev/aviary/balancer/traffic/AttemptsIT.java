package dev.aviary.balancer.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.balancer.testing.Await;
import dev.aviary.balancer.testing.Conversation;
import dev.aviary.balancer.testing.Descriptors;
import dev.aviary.balancer.testing.Fleet;
import dev.aviary.balancer.testing.Head;
import dev.aviary.balancer.testing.RawClient;
import dev.aviary.balancer.testing.TestBackend;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.telemetry.TrafficInterval;
import dev.aviary.contract.telemetry.TrafficStore;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How each end of a request counts among the attempts of its slot: the table in http-rules.md. */
final class AttemptsIT extends TrafficCase {
  private static final String MARK = "GET /settled ";
  private static final String GET = Head.of("GET / HTTP/1.1", "Host: a");
  private static final String POST = Head.of("POST / HTTP/1.1", "Host: a", "Content-Length: 9");
  private static final String UPGRADE =
      Head.of("GET / HTTP/1.1", "Host: a", "Connection: Upgrade", "Upgrade: x");

  private Fleet fleet;

  @Override
  Map<String, ?> settings() {
    return Map.of(
        "aviary.deadlines.answer",
        "3s",
        "aviary.deadlines.body",
        "1s",
        "aviary.deadlines.stream",
        "1s",
        "aviary.limits.body-bytes",
        100,
        "micronaut.netty.event-loops.traffic.num-threads",
        1,
        "test.descriptors",
        true);
  }

  @Test
  void anAnswerOfTheAppIsAnAttemptAndFailsWithA5xxOnly() throws Exception {
    serveOnly(c -> c.send(Head.of("HTTP/1.1 404 Not Found", "Content-Length: 0")));
    assertEquals(404, client().send(GET).read().status());
    expect(Slot.STABLE_1, 1, attempts(1, 0, 1));
    serveOnly(c -> c.send(Head.of("HTTP/1.1 503 Own", "Content-Length: 0")));
    assertEquals(503, client().send(GET).read().status());
    expect(Slot.STABLE_1, 1, attempts(1, 1, 1));
  }

  @Test
  void aCallOfGrpcFailsByTheStatusInItsTrailers() throws Exception {
    serveOnly(c -> c.send(grpc("13")));
    assertEquals(200, client().send(GET).read().status());
    expect(Slot.STABLE_1, 1, attempts(1, 1, 1));
    serveOnly(c -> c.send(grpc("5")));
    assertEquals(200, client().send(GET).read().status());
    expect(Slot.STABLE_1, 1, attempts(1, 0, 1));
  }

  private static String grpc(String status) {
    return Head.of(
            "HTTP/1.1 200 OK", "Content-Type: application/grpc", "Transfer-Encoding: chunked")
        + "0\r\ngrpc-status: "
        + status
        + "\r\n\r\n";
  }

  @Test
  void aHangUpBeforeTheAnswerFailsAndHasNoTime() throws Exception {
    serveOnly(Conversation::close);
    assertEquals(502, client().send(POST + "body-body").read().status());
    expect(Slot.STABLE_1, 1, attempts(1, 1, 0));
  }

  @Test
  void anAnswerThatBreaksOffInTheMiddleFails() throws Exception {
    serveOnly(c -> c.send(Head.of("HTTP/1.1 200 OK", "Content-Length: 10")).send("half").reset());
    assertTrue(client().send(GET).readHead().contains("200"));
    expect(Slot.STABLE_1, 1, attempts(1, 1, 1));
  }

  @Test
  void anAnswerThatIsNotHttpFails() throws Exception {
    serveOnly(c -> c.send("what?\r\n\r\n"));
    assertEquals("bad-backend-answer", error(GET));
    expect(Slot.STABLE_1, 1, attempts(1, 1, 0));
  }

  @Test
  void anAnswerWhoseHeadIsTooLargeFails() throws Exception {
    serveOnly(c -> c.send(Head.of("HTTP/1.1 200 OK", "A: " + "a".repeat(100_000))));
    assertEquals("answer-head-too-large", error(GET));
    expect(Slot.STABLE_1, 1, attempts(1, 1, 0));
  }

  @Test
  void anAnswerThatDoesNotComeInTimeFailsAndItsTimeCounts() throws Exception {
    serveOnly(Conversation::awaitEnd);
    assertEquals("backend-timeout", error(GET));
    expect(Slot.STABLE_1, 1, attempts(1, 1, 1));
    assertTrue(intervals(Slot.STABLE_1).anyMatch(AttemptsIT::waitedForASecond));
  }

  @Test
  void anAnswerThatStopsInTheMiddleFails() throws Exception {
    serveOnly(c -> {
      c.send(Head.of("HTTP/1.1 200 OK", "Content-Length: 10")).send("half");
      c.awaitEnd();
    });
    assertTrue(client().send(GET).readHead().contains("200"));
    expect(Slot.STABLE_1, 1, attempts(1, 1, 1));
  }

  @Test
  void aClientThatLeavesBeforeTheAnswerIsNoAttemptButItsWaitCounts() throws Exception {
    TestBackend backend = serveOnly(Conversation::awaitEnd);
    RawClient client = client().send(GET);
    Await.until("asked", () -> !backend.heads().isEmpty());
    client.close();
    expect(Slot.STABLE_1, 1, attempts(0, 0, 1));
  }

  @Test
  void aClientThatLeavesInTheMiddleOfAnAnswerIsAnAttemptByTheStatusThatItSaw() throws Exception {
    for (int failed : List.of(0, 1)) {
      String status = failed == 0 ? "HTTP/1.1 200 OK" : "HTTP/1.1 500 Error";
      serveOnly(c -> {
        c.send(Head.of(status, "Content-Length: 10")).send("half");
        c.awaitEnd();
      });
      RawClient client = client().send(GET);
      client.readHead();
      client.close();
      expect(Slot.STABLE_1, 1, attempts(1, failed, 1));
    }
  }

  @Test
  void aRequestThatItsClientSpoilsIsNoAttempt() throws Exception {
    serveOnly(Conversation::awaitEnd);
    assertEquals("request-timeout", error(POST + "half"));
    String chunked = Head.of("POST / HTTP/1.1", "Host: a", "Transfer-Encoding: chunked");
    assertEquals("bad-chunk", error(chunked + "x\r\n"));
    assertEquals("body-too-large", error(chunked + "70\r\n" + "b".repeat(112) + "\r\n"));
    expect(Slot.STABLE_1, 3, attempts(0, 0, 0));
  }

  @Test
  void anAnswerBeforeTheEndOfItsRequestIsAnAttempt() throws Exception {
    serveOnly(c -> c.send(Head.of("HTTP/1.1 401 Unauthorized", "Content-Length: 0")));
    assertEquals(401, client().send(POST + "half").read().status());
    expect(Slot.STABLE_1, 1, attempts(1, 0, 1));
  }

  @Test
  void aProtocolSwitchIsAnAttemptWhenItIsMadeWhateverBecomesOfTheTunnel() throws Exception {
    serveOnly(c -> {
      c.send(Head.of("HTTP/1.1 101 Switching Protocols", "Connection: Upgrade", "Upgrade: x"));
      c.awaitEnd();
    });
    RawClient client = client().send(UPGRADE);
    assertTrue(client.readHead().contains("101"));
    expect(Slot.STABLE_1, 0, attempts(1, 0, 1));
    client.close();
    expect(Slot.STABLE_1, 2, attempts(1, 0, 1));
  }

  @Test
  void aConnectionThatIsRefusedFailsForTheCanaryAlthoughStableAnswers() throws Exception {
    TestBackend gone = TestBackend.answering("never");
    gone.close();
    split(TestBackend.answering("stable"), gone);
    assertEquals("stable", client().send(GET).read().body());
    expect(Slot.CANARY, 0, attempts(1, 1, 0));
    expect(Slot.STABLE_1, 1, attempts(1, 0, 1));
  }

  @Test
  void aHangUpThatARetryRepairsFailsForTheCanaryAndItsTimeIsNotStables() throws Exception {
    TestBackend dying = TestBackend.start(script(c -> pause(900)));
    split(TestBackend.answering("stable"), dying);
    assertEquals("stable", client().send(GET).read().body());
    expect(Slot.CANARY, 0, attempts(1, 1, 0));
    expect(Slot.STABLE_1, 1, attempts(1, 0, 1));
    assertTrue(intervals(Slot.STABLE_1).noneMatch(AttemptsIT::waitedForASecond));
  }

  @Test
  void aConnectionThatDiedUnusedIsNobodysFault() throws Exception {
    var dead = new AtomicInteger();
    TestBackend canary =
        TestBackend.start(conversation -> {
          conversation.readRequest();
          conversation.answer("canary");
          dead.addAndGet(conversation.readHead().isEmpty() ? 0 : 1);
        });
    split(TestBackend.answering("stable"), canary);
    RawClient client = client();
    for (int i = 0; i < 20; i++) {
      assertEquals("canary", client.send(GET).read().body());
    }
    assertTrue(dead.get() > 0, "no connection died");
    expect(Slot.CANARY, 20, attempts(20, 0, 20));
  }

  @Test
  void aRequestThatNobodyCouldAnswerFailsOnceForWhoWasAsked() throws Exception {
    TestBackend gone = TestBackend.answering("never");
    gone.close();
    fleet = Fleet.of(balancer()).with(Slot.STABLE_1, gone).publish();
    assertEquals("starting", error(GET));
    expect(Slot.STABLE_1, 1, attempts(1, 1, 0));
  }

  @Test
  void aSocketThatTheBalancerCannotMakeIsNotTheSlotsFault() throws Exception {
    serveOnly(c -> c.answer("app"));
    var descriptors = balancer().bean(Descriptors.class);
    descriptors.exhausted(true);
    assertEquals(503, client().send(GET).read().status());
    descriptors.exhausted(false);
    expect(Slot.STABLE_1, 1, attempts(0, 0, 0));
    assertEquals(0, sum(Slot.STABLE_1, TrafficInterval::connectFailures));
  }

  @Test
  void theSlotsOwnPortCountsNoAttempts() throws Exception {
    serveOnly(c -> c.send(Head.of("HTTP/1.1 500 Error", "Content-Length: 0")));
    assertEquals(500, RawClient.get(balancer().slotPort(0), "/").status());
    expect(Slot.STABLE_1, 1, attempts(0, 0, 0));
  }

  @Test
  void aCanaryThatFailsAlwaysIsToldAndSoIsThatItIsSetAside() throws Exception {
    TestBackend canary =
        TestBackend.start(script(c -> c.send(Head.of("HTTP/1.1 500 No", "Content-Length: 0"))));
    split(TestBackend.answering("stable"), canary);
    for (int i = 0; i < 8; i++) {
      client().send(GET).read();
    }
    expect(Slot.CANARY, 5, attempts(5, 5, 5));
    Await.until(
        "seconds without a request",
        () -> intervals(Slot.CANARY).filter(this::isSetAside).count() > 1);
    expect(Slot.STABLE_1, 3, attempts(3, 0, 3));
    assertTrue(intervals(Slot.STABLE_1).allMatch(each -> each.setAside() == 0));
  }

  private boolean isSetAside(TrafficInterval each) {
    return each.attempts() == 0 && each.setAside() > 0 && each.setAside() <= 30;
  }

  private static boolean waitedForASecond(TrafficInterval interval) {
    return interval.millis().keySet().stream().anyMatch(bound -> Double.parseDouble(bound) >= 800);
  }

  private record Counts(long attempts, long failed, long timed) {}

  private static Counts attempts(long attempts, long failed, long timed) {
    return new Counts(attempts, failed, timed);
  }

  /** Once these requests ended in the slot, all that came before its port was asked is told. */
  private void expect(Slot slot, long requests, Counts counts) throws Exception {
    Await.until("requests", () -> sum(slot, TrafficInterval::requests) == requests);
    RawClient.get(slot.port(balancer().slotPort(0), 0), "/settled");
    Await.until("settled", () -> sum(slot, TrafficInterval::requests) == requests + 1);
    assertEquals(
        counts,
        attempts(
            sum(slot, TrafficInterval::attempts),
            sum(slot, TrafficInterval::failedAttempts),
            sum(slot, each -> each.millis().values().stream().mapToLong(l -> l).sum())));
  }

  private long sum(Slot slot, ToLongFunction<TrafficInterval> count) {
    return intervals(slot).mapToLong(count).sum();
  }

  private Stream<TrafficInterval> intervals(Slot slot) {
    String release = fleet.member(slot).release();
    return balancer().bean(TrafficStore.class).newest("flask-app", 1_000).stream()
        .filter(each -> each.slot().equals(slot.id()) && each.release().equals(release));
  }

  private String error(String request) throws Exception {
    return client().send(request).read().header("X-Aviary-Error");
  }

  private TestBackend serveOnly(TestBackend.Script script) throws Exception {
    TestBackend backend = opened(TestBackend.start(script(script)));
    fleet = Fleet.of(balancer()).with(Slot.STABLE_1, backend).publish();
    return backend;
  }

  private void split(TestBackend stable, TestBackend canary) throws Exception {
    fleet =
        Fleet.of(balancer())
            .with(Slot.STABLE_1, opened(stable))
            .with(Slot.CANARY, opened(canary))
            .publish()
            .split(100);
  }

  /** Answers what only settles the counts; the rest is the script's, once a connection. */
  private static TestBackend.Script script(TestBackend.Script script) {
    return conversation -> {
      if (conversation.readHead().startsWith(MARK)) {
        conversation.answer("settled");
      } else {
        script.serve(conversation);
      }
    };
  }

  private static void pause(long millis) throws IOException {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
