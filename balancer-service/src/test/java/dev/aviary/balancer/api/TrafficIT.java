package dev.aviary.balancer.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.balancer.testing.Admin;
import dev.aviary.balancer.testing.Await;
import dev.aviary.balancer.testing.Fleet;
import dev.aviary.balancer.testing.Head;
import dev.aviary.balancer.testing.RawClient;
import dev.aviary.balancer.testing.TestBackend;
import dev.aviary.balancer.testing.TestBalancer;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.telemetry.TrafficInterval;
import dev.aviary.contract.telemetry.TrafficStore;
import io.micronaut.json.JsonMapper;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the balancer shows of its traffic: to Prometheus, to the monitor, to people. */
final class TrafficIT {
  private final Semaphore go = new Semaphore(0);
  private TestBalancer balancer;
  private TestBackend stable;
  private TestBackend canary;
  private Fleet fleet;

  @BeforeEach
  void start() throws Exception {
    balancer = TestBalancer.launch();
    stable =
        TestBackend.start(conversation -> {
          for (String head = conversation.readHead();
              !head.isEmpty();
              head = conversation.readHead()) {
            if (head.startsWith("GET /broken ")) {
              conversation.send(Head.of("HTTP/1.1 500 Error", "Content-Length: 0"));
            } else {
              if (head.startsWith("GET /slow ")) {
                go.acquireUninterruptibly();
              }
              conversation.answer("stable");
            }
          }
        });
    canary = TestBackend.answering("canary");
    fleet =
        Fleet.of(balancer).with(Slot.STABLE_1, stable).with(Slot.CANARY, canary).publish().split(0);
  }

  @AfterEach
  void stop() throws Exception {
    balancer.close();
    stable.close();
    canary.close();
  }

  @Test
  void prometheusTellsRequestsByAppTrackSlotReleaseAndClassWithHistograms() throws Exception {
    ask("/", 10);
    ask("/broken", 3);
    assertEquals("10.0", metric("aviary_requests_total", Slot.STABLE_1, "status=\"2xx\""));
    assertEquals("3.0", metric("aviary_requests_total", Slot.STABLE_1, "status=\"5xx\""));
    assertEquals("0.0", metric("aviary_requests_total", Slot.CANARY, "status=\"2xx\""));
    assertEquals("13", metric("aviary_request_duration_seconds_bucket", Slot.STABLE_1, "+Inf"));
    assertEquals("13", metric("aviary_request_duration_seconds_count", Slot.STABLE_1, ""));
    assertEquals("0.0", metric("aviary_requests_in_flight", Slot.STABLE_1, ""));
  }

  @Test
  void theStreamTellsOfEachSlotAndSecondRequestsErrorsRefusedConnectionsAndLatency()
      throws Exception {
    ask("/", 5);
    ask("/broken", 2);
    fleet.split(100);
    canary.close();
    ask("/", 1);
    Await.until("all requests", () -> sum(Slot.STABLE_1, TrafficInterval::requests) == 8);
    Await.until("a failure", () -> sum(Slot.CANARY, TrafficInterval::connectFailures) == 1);
    assertEquals(2, sum(Slot.STABLE_1, TrafficInterval::serverErrors));
    assertEquals(0, sum(Slot.CANARY, TrafficInterval::requests));
    for (TrafficInterval each : intervals(Slot.STABLE_1).toList()) {
      assertEquals(fleet.member(Slot.STABLE_1).release(), each.release());
      assertEquals(each.requests(), each.latency().stream().mapToLong(l -> l).sum());
    }
  }

  @Test
  void peopleSeeRatesPercentilesAndWhatIsInFlight() throws Exception {
    try (var slow = RawClient.to(balancer.port()).get("/slow")) {
      Await.until(
          "rates",
          () -> {
            ask("/", 5);
            return ((Number) slot("stable-1").get("requestsPerSecond")).doubleValue() > 0;
          });
      Map<?, ?> seen = slot("stable-1");
      assertEquals(fleet.member(Slot.STABLE_1).release(), seen.get("release"));
      assertEquals(1, seen.get("inFlight"));
      for (String percentile : List.of("p50Millis", "p95Millis", "p99Millis")) {
        assertTrue(((Number) seen.get(percentile)).doubleValue() > 0, seen.toString());
      }
      go.release();
      slow.read();
    }
    assertEquals(404, Admin.of(balancer).get("/apps/nobody/traffic").statusCode());
  }

  private void ask(String path, int times) throws Exception {
    for (int i = 0; i < times; i++) {
      RawClient.get(balancer.port(), path);
    }
  }

  /** The value of the metric's line that has this slot's labels, and this text. */
  private String metric(String name, Slot slot, String text) throws Exception {
    List<String> labels =
        List.of(
            "app=\"flask-app\"",
            "track=\"" + slot.track().id() + "\"",
            "slot=\"" + slot.id() + "\"",
            "release=\"" + fleet.member(slot).release() + "\"",
            text);
    String all = Admin.of(balancer).get("/prometheus").body();
    return all.lines()
        .filter(line -> line.startsWith(name + "{") && labels.stream().allMatch(line::contains))
        .map(line -> line.substring(line.lastIndexOf(' ') + 1))
        .findFirst()
        .orElse(all);
  }

  private long sum(Slot slot, ToLongFunction<TrafficInterval> count) {
    return intervals(slot).mapToLong(count).sum();
  }

  private Stream<TrafficInterval> intervals(Slot slot) {
    return balancer.bean(TrafficStore.class).newest("flask-app", 100).stream()
        .filter(each -> each.slot().equals(slot.id()));
  }

  private Map<?, ?> slot(String id) throws Exception {
    String body = Admin.of(balancer).get("/apps/flask-app/traffic").body();
    Map<?, ?> view =
        Objects.requireNonNull(balancer.bean(JsonMapper.class).readValue(body, Map.class));
    for (Object each : (List<?>) Objects.requireNonNull(view.get("slots"))) {
      if (id.equals(((Map<?, ?>) each).get("slot"))) {
        return (Map<?, ?>) each;
      }
    }
    return Map.of("requestsPerSecond", 0);
  }
}
