package dev.aviary.balancer.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.balancer.testing.Admin;
import dev.aviary.balancer.testing.Answer;
import dev.aviary.balancer.testing.Await;
import dev.aviary.balancer.testing.Fleet;
import dev.aviary.balancer.testing.Head;
import dev.aviary.balancer.testing.RawClient;
import dev.aviary.balancer.testing.TestBackend;
import dev.aviary.contract.app.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a client sees that asks for more than its share. */
final class ClientLimitsIT extends TrafficCase {
  private static final String PROXY = "127.0.0.9";

  @Override
  Map<String, ?> settings() {
    return Map.of(
        "aviary.clients.connections", 8,
        "aviary.clients.connections-per-client", 3,
        "aviary.clients.requests-per-second", 1,
        "aviary.clients.burst", 20,
        "aviary.trusted-proxies", PROXY);
  }

  @Test
  void aConnectionTooManyOfOneClientIs503AndHarmsNoOther() throws Exception {
    serve(TestBackend.saying("ok"));
    List<RawClient> three = List.of(open("127.0.1.1"), open("127.0.1.1"), open("127.0.1.1"));
    assertTurnedAway("127.0.1.1");
    assertEquals("ok", clientAt("127.0.1.2").get("/").read().body());
    three.getFirst().close();
    Await.until("the place is free", () -> admitted("127.0.1.1"));
    assertEquals("ok", three.getLast().get("/").read().body());
  }

  @Test
  void aConnectionTooManyInAllIs503AndOpenOnesGoOn() throws Exception {
    serve(TestBackend.saying("ok"));
    var all = new ArrayList<RawClient>();
    for (int i = 0; i < 8; i++) {
      all.add(open("127.0.2." + (i + 1)));
    }
    assertTurnedAway("127.0.2.99");
    for (RawClient client : all) {
      assertEquals("ok", client.get("/").read().body());
      client.close();
    }
    Await.until("places are free", () -> admitted("127.0.2.99"));
  }

  @Test
  void aSlotsPortCountsNobody() throws Exception {
    serve(TestBackend.saying("ok"));
    for (int i = 0; i < 12; i++) {
      assertEquals("ok", opened(RawClient.to(balancer().slotPort(0))).get("/").read().body());
    }
  }

  @Test
  void aRequestTooManyOfAnAppIs429WhoeverSendsIt() throws Exception {
    TestBackend backend = opened(TestBackend.answering("ok"));
    var rated = new Fleet(balancer(), "rated", 1, "rated.example").with(Slot.STABLE_1, backend);
    rated.open("{\"rate\": {\"perSecond\": 1, \"burst\": 3}}").publish();
    String get = Head.of("GET / HTTP/1.1", "Host: rated.example");
    for (int i = 1; i <= 3; i++) {
      assertEquals("ok", clientAt("127.0.5." + i).send(get).read().body());
    }
    rated.publish();
    RawClient fourth = clientAt("127.0.5.4");
    Answer refused = refusedOf(fourth, get);
    assertEquals(429, refused.status());
    assertEquals("app-over-rate", refused.header("X-Aviary-Error"));
    assertEquals("1", refused.header("Retry-After"));
    serve(TestBackend.saying("another app"));
    assertEquals("another app", fourth.get("/").read().body());
    assertEquals("ok", opened(RawClient.to(balancer().slotPort(3))).get("/").read().body());
    assertTrue(
        Admin.of(balancer())
            .get("/prometheus")
            .body()
            .contains("aviary_requests_over_rate_total{app=\"rated\"} "));
    Await.until("a token came back", () -> fourth.send(get).read().status() == 200);
  }

  /** A slow machine may give tokens back in between: then a few more are taken. */
  private static Answer refusedOf(RawClient client, String get) throws Exception {
    Answer answer = client.send(get).read();
    for (int i = 0; i < 100 && answer.status() == 200; i++) {
      answer = client.send(get).read();
    }
    return answer;
  }

  @Test
  void aRequestTooManyIs429AndItsConnectionStays_RFC6585_4() throws Exception {
    serve(TestBackend.saying("ok"));
    RawClient greedy = clientAt("127.0.3.1");
    Answer refused = untilRefused(greedy, "X: y");
    assertEquals(429, refused.status());
    assertEquals("too-many-requests", refused.header("X-Aviary-Error"));
    assertEquals("2", refused.header("Retry-After"));
    assertEquals("", refused.header("Connection"));
    assertEquals("ok", clientAt("127.0.3.2").get("/").read().body());
    Await.until("a token came back", () -> greedy.get("/").read().status() == 200);
  }

  @Test
  void behindATrustedProxyEachClientHasItsOwnRate() throws Exception {
    serve(TestBackend.saying("ok"));
    RawClient proxy = clientAt(PROXY);
    Answer refused = untilRefused(proxy, "X-Forwarded-For: 6.6.6.6, 203.0.113.1");
    assertEquals(429, refused.status());
    assertEquals(200, ask(proxy, "X-Forwarded-For: 6.6.6.6, 203.0.113.2").status());
  }

  @Test
  void aClientThatNobodyTrustsHasOneRateWhateverItClaims() throws Exception {
    serve(TestBackend.saying("ok"));
    RawClient greedy = clientAt("127.0.3.3");
    untilRefused(greedy, "X-Forwarded-For: 203.0.113.7");
    assertEquals(429, untilRefused(greedy, "X-Forwarded-For: 203.0.113.8").status());
  }

  private static Answer untilRefused(RawClient client, String header) throws Exception {
    for (int i = 0; i < 1_000; i++) {
      Answer answer = ask(client, header);
      if (answer.status() != 200) {
        return answer;
      }
    }
    throw new AssertionError("never refused");
  }

  private static Answer ask(RawClient client, String header) throws Exception {
    return client.send(Head.of("GET / HTTP/1.1", "Host: a", header)).read();
  }

  /** A connection of which it is known that it was let in. */
  private RawClient open(String address) throws Exception {
    RawClient client = clientAt(address);
    assertEquals("ok", client.get("/").read().body());
    return client;
  }

  private boolean admitted(String address) throws Exception {
    try (var client = RawClient.from(address, balancer().port())) {
      return client.get("/").read().status() == 200;
    }
  }

  private void assertTurnedAway(String address) throws Exception {
    RawClient client = clientAt(address);
    Answer answer = client.read();
    assertEquals(503, answer.status());
    assertEquals("too-many-connections", answer.header("X-Aviary-Error"));
    assertEquals("close", answer.header("Connection"));
    assertEquals("2", answer.header("Retry-After"));
    assertTrue(client.ended());
  }
}
