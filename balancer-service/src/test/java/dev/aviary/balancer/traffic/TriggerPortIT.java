package dev.aviary.balancer.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.balancer.testing.Answer;
import dev.aviary.balancer.testing.RawClient;
import dev.aviary.balancer.testing.TestBackend;
import dev.aviary.contract.testing.RealRedis;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** The port that CI calls, of which one address on loopback is the backend. */
final class TriggerPortIT extends TrafficCase {
  private static final String PROXY = "127.0.0.9";
  private static final int BURST = 4;
  private static final Duration LONGER_THAN_AN_APP_MAY_TAKE = Duration.ofSeconds(3);

  private final int port = RealRedis.freePort();
  private final int builderPort = RealRedis.freePort();

  @Override
  Map<String, ?> settings() {
    return Map.of(
        "aviary.trigger.host", "127.0.0.1",
        "aviary.trigger.port", port,
        "aviary.trigger.backend-port", builderPort,
        "aviary.trigger.requests-per-second", 1,
        "aviary.trigger.burst", BURST,
        "aviary.deadlines.answer", "1s",
        "aviary.trusted-proxies", PROXY);
  }

  @Test
  void aCallReachesTheBuilderWithItsClientsAddressAndAnId() throws Exception {
    TestBackend builder = opened(TestBackend.startAt(builderPort, TestBackend.saying("queued")));
    Answer answer =
        at("127.0.5.1")
            .send("GET /build?branch=a HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 8.8.8.8\r\n\r\n")
            .read();
    assertEquals("queued", answer.body());
    String head = builder.lastHead();
    assertTrue(head.startsWith("GET /build?branch=a HTTP/1.1"), head);
    assertTrue(head.toLowerCase(Locale.ROOT).contains("x-forwarded-for: 127.0.5.1\r\n"), head);
    assertTrue(head.toLowerCase(Locale.ROOT).contains("x-request-id: "), head);
    assertFalse(head.contains("8.8.8.8"), head);
  }

  @Test
  void aCallMayWaitForTheEndOfADeployment() throws Exception {
    opened(
        TestBackend.startAt(
            builderPort,
            conversation -> {
              while (conversation.readRequest()) {
                LockSupport.parkNanos(LONGER_THAN_AN_APP_MAY_TAKE.toNanos());
                conversation.answer("live");
              }
            }));
    assertEquals("live", at("127.0.5.6").get("/build?branch=a&wait=true").read().body());
  }

  @Test
  void whileTheBuilderIsAwayTheAnswerSaysWhenToTryAgain() throws Exception {
    Answer answer = at("127.0.5.2").get("/build?branch=a").read();
    assertEquals(503, answer.status());
    assertEquals("builder-away", answer.header("X-Aviary-Error"));
    assertFalse(answer.header("Retry-After").isEmpty());
  }

  @Test
  void whatIsNotHttpNeverReachesTheBuilder() throws Exception {
    TestBackend builder = opened(TestBackend.startAt(builderPort, TestBackend.saying("queued")));
    Answer answer =
        at("127.0.5.3")
            .send("POST /build HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n")
            .send("Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
            .read();
    assertEquals(400, answer.status());
    assertEquals(0, builder.connections());
  }

  @Test
  void aClientThatAsksTooOftenIs429AndHarmsNoOther() throws Exception {
    opened(TestBackend.startAt(builderPort, TestBackend.saying("queued")));
    RawClient eager = at("127.0.5.4");
    assertTrue(takenBeforeRefusal(() -> eager.get("/build").read()) >= BURST);
    assertEquals(200, at("127.0.5.5").get("/build").read().status());
  }

  /** A slow machine may give tokens back in between: then a few more are taken. */
  private static int takenBeforeRefusal(Callable<Answer> ask) throws Exception {
    int taken = 0;
    Answer answer = ask.call();
    while (answer.status() == 200 && taken < 100) {
      taken++;
      answer = ask.call();
    }
    assertEquals(429, answer.status());
    return taken;
  }

  @Test
  void behindATrustedProxyItIsTheClientThatItNamesWhoCounts() throws Exception {
    opened(TestBackend.startAt(builderPort, TestBackend.saying("queued")));
    RawClient proxy = at(PROXY);
    assertTrue(takenBeforeRefusal(() -> asFor(proxy, "198.51.100.1")) >= BURST);
    assertEquals(200, asFor(proxy, "198.51.100.2").status());
  }

  @Test
  void visitorsOfAppsAreNotCountedWithIt() throws Exception {
    serve(TestBackend.saying("ok"));
    RawClient visitor = client();
    for (int i = 0; i < 3 * BURST; i++) {
      assertEquals("ok", visitor.get("/").read().body());
    }
  }

  private RawClient at(String address) throws Exception {
    return opened(RawClient.from(address, port));
  }

  private static Answer asFor(RawClient proxy, String client) throws Exception {
    return proxy
        .send("GET /build HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: " + client + "\r\n\r\n")
        .read();
  }
}
