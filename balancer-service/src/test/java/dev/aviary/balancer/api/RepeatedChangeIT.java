package dev.aviary.balancer.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.balancer.testing.Admin;
import dev.aviary.balancer.testing.EventLoops;
import dev.aviary.balancer.testing.Fleet;
import dev.aviary.balancer.testing.TestBackend;
import dev.aviary.balancer.testing.TestBalancer;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.event.Event;
import dev.aviary.contract.event.EventLog;
import dev.aviary.contract.route.ControlReader;
import dev.aviary.contract.route.Withdrawal;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A change that is sent again with its {@code Idempotency-Key}. */
final class RepeatedChangeIT {
  private static final String APP = "/apps/flask-app";
  private static final String KEY = "Idempotency-Key";

  private TestBalancer balancer;
  private TestBackend stable;
  private Admin admin;

  @BeforeEach
  void start() throws Exception {
    balancer = TestBalancer.launch();
    stable = TestBackend.answering("stable");
    Fleet.of(balancer).with(Slot.STABLE_1, stable).publish();
    admin = Admin.of(balancer);
  }

  @AfterEach
  void stop() throws Exception {
    balancer.close();
    stable.close();
  }

  @Test
  void aPauseThatIsSentAgainEndsWhenItWasToEnd() throws Exception {
    HttpResponse<String> first = admin.put(APP + "/pause", "{\"seconds\":600}", KEY, "one");
    HttpResponse<String> again = admin.put(APP + "/pause", "{\"seconds\":600}", KEY, "one");
    assertEquals(200, first.statusCode(), first.body());
    assertSame(first, again);
    assertEquals(List.of("pause-began"), happened());
    HttpResponse<String> other = admin.put(APP + "/pause", "{\"seconds\":600}", KEY, "two");
    assertTrue(other.headers().firstValue("Idempotency-Replayed").isEmpty());
    assertEquals(List.of("pause-began", "pause-began"), happened());
  }

  @Test
  void aSplitThatIsSentAgainDoesNotUndoTheNextOne() throws Exception {
    HttpResponse<String> first = admin.put(APP + "/split", "{\"canaryPercent\":50}", KEY, "one");
    admin.put(APP + "/split", "{\"canaryPercent\":0}");
    HttpResponse<String> again = admin.put(APP + "/split", "{\"canaryPercent\":50}", KEY, "one");
    assertSame(first, again);
    assertTrue(admin.get(APP + "/split").body().contains("\"canaryPercent\":0,"));
  }

  @Test
  void aSplitThatChangedNothingIsRememberedToo() throws Exception {
    admin.put(APP + "/split", "{\"canaryPercent\":50}");
    admin.put(APP + "/split", "{\"canaryPercent\":50}", KEY, "one");
    admin.put(APP + "/split", "{\"canaryPercent\":0}");
    admin.put(APP + "/split", "{\"canaryPercent\":50}", KEY, "one");
    assertTrue(admin.get(APP + "/split").body().contains("\"canaryPercent\":0,"));
  }

  @Test
  void maintenanceThatEndedDoesNotBeginAgain() throws Exception {
    String body = "{\"message\":\"back soon\"}";
    HttpResponse<String> first = admin.put(APP + "/maintenance", body, KEY, "\"one\"");
    admin.delete(APP + "/maintenance");
    assertSame(first, admin.put(APP + "/maintenance", body, KEY, "one"));
    assertEquals(404, admin.get(APP + "/maintenance").statusCode());
  }

  @Test
  void aRepeatSaysWhetherTheChangeIsInForceByNow() throws Exception {
    String change = "{\"canaryPercent\":50}";
    try (var held = EventLoops.holdOne(balancer)) {
      assertEquals(202, admin.put(APP + "/split", change, KEY, "one").statusCode());
    }
    assertEquals(200, admin.put(APP + "/split", change, KEY, "one").statusCode());
    assertEquals(List.of("split-changed"), happened());
  }

  @Test
  void requestsOfOneKeyAtTheSameTimeAreOneChange() throws Exception {
    String change = "{\"seconds\":600}";
    try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<HttpResponse<String>>> same = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        same.add(() -> admin.put(APP + "/pause", change, KEY, "one"));
      }
      var bodies = new ArrayList<String>();
      for (var answer : people.invokeAll(same)) {
        assertEquals(200, answer.get().statusCode(), answer.get().body());
        bodies.add(answer.get().body());
      }
      assertEquals(1, bodies.stream().distinct().count(), bodies.toString());
    }
    assertEquals(List.of("pause-began"), happened());
  }

  @Test
  void anotherRequestWithTheKeyIs422AndChangesNothing() throws Exception {
    admin.put(APP + "/pause", "{\"seconds\":600}", KEY, "one");
    assertEquals(422, admin.put(APP + "/pause", "{\"seconds\":60}", KEY, "one").statusCode());
    assertEquals(422, admin.put(APP + "/split", "{\"canaryPercent\":1}", KEY, "one").statusCode());
    assertEquals(400, admin.put(APP + "/pause", "{\"seconds\":60}", KEY, "a b").statusCode());
    assertEquals(List.of("pause-began"), happened());
  }

  @Test
  void aWithdrawalThatIsSentAgainIsTheFirst() throws Exception {
    for (String reason : List.of("too slow", "too hot")) {
      HttpResponse<String> answer = withdraw(reason);
      assertEquals(200, answer.statusCode(), answer.body());
    }
    var withdrawn = balancer.bean(ControlReader.class).read().app("flask-app").withdrawn();
    assertEquals(
        List.of("too slow"),
        withdrawn.byField().values().stream().map(Withdrawal::reason).toList());
  }

  private HttpResponse<String> withdraw(String reason) throws Exception {
    return admin.post(
        APP + "/withdrawals",
        "{\"commit\":\"%s\",\"deployment\":\"d-1\",\"reason\":\"%s\",\"by\":\"sam\"}"
            .formatted("a".repeat(40), reason));
  }

  private static void assertSame(HttpResponse<String> first, HttpResponse<String> again) {
    assertEquals("true", again.headers().firstValue("Idempotency-Replayed").orElse(""));
    assertEquals(first.statusCode(), again.statusCode(), again.body());
    assertEquals(first.body(), again.body());
    assertEquals(first.headers().firstValue("ETag"), again.headers().firstValue("ETag"));
  }

  /** Oldest first. */
  private List<String> happened() {
    return balancer.bean(EventLog.class).newest(100).reversed().stream().map(Event::what).toList();
  }
}
