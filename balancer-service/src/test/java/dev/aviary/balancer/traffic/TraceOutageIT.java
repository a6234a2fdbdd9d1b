package dev.aviary.balancer.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.balancer.testing.Admin;
import dev.aviary.balancer.testing.Await;
import dev.aviary.balancer.testing.Fleet;
import dev.aviary.balancer.testing.RawClient;
import dev.aviary.balancer.testing.TestBackend;
import dev.aviary.balancer.testing.TestBalancer;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.testing.RealRedis;
import dev.aviary.contract.testing.TraceReceiver;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Visitors do not notice that nobody takes the traces. */
final class TraceOutageIT {
  /** More than may wait. */
  private static final int REQUESTS = 3_000;

  @Test
  void visitorsAreAnsweredWhileTheReceiverIsAwayAndItGetsSpansOnceItIsThere() throws Exception {
    int port = RealRedis.freePort();
    Map<String, Object> settings =
        Map.of("aviary.traces.endpoint", "http://127.0.0.1:" + port, "aviary.traces.ratio", 1);
    try (var balancer = TestBalancer.launch(settings);
        TestBackend backend = TestBackend.answering("ok")) {
      Fleet.of(balancer).with(Slot.STABLE_1, backend).publish();
      try (RawClient client = RawClient.to(balancer.port())) {
        for (int i = 0; i < REQUESTS; i++) {
          assertEquals(200, client.get("/").read().status());
        }
        Await.until("drops are counted", () -> dropped(balancer) > 0);
        Await.until("health tells of it", () -> health(balancer).contains("does not take them"));
        try (TraceReceiver receiver = TraceReceiver.startAt(port)) {
          Await.until(
              "spans arrive again",
              () -> client.get("/").read().status() == 200 && !receiver.spans().isEmpty());
          Await.until("health tells of it", () -> health(balancer).contains("\"takes them"));
        }
      }
    }
  }

  private static String health(TestBalancer balancer) throws Exception {
    HttpResponse<String> health = Admin.of(balancer).get("/health");
    assertEquals(200, health.statusCode(), health.body());
    assertTrue(health.body().contains("\"traces\":{"), health.body());
    return health.body();
  }

  private static double dropped(TestBalancer balancer) throws Exception {
    return Admin.of(balancer)
        .get("/prometheus")
        .body()
        .lines()
        .filter(line -> line.startsWith("aviary_traces_dropped_total"))
        .mapToDouble(line -> Double.parseDouble(line.split(" ", -1)[1]))
        .sum();
  }
}
