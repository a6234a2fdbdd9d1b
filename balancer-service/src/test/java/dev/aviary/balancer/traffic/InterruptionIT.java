package dev.aviary.balancer.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.balancer.testing.Admin;
import dev.aviary.balancer.testing.Answer;
import dev.aviary.balancer.testing.Await;
import dev.aviary.balancer.testing.Fleet;
import dev.aviary.balancer.testing.Head;
import dev.aviary.balancer.testing.RawClient;
import dev.aviary.balancer.testing.TestBackend;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.event.EventLog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Maintenance and pauses, as visitors and owners see them. */
final class InterruptionIT extends TrafficCase {
  private static final int HELD = 20;
  private static final String APP = "/apps/flask-app";

  private TestBackend backend;
  private Admin admin;

  /** One event loop, so that all requests have one order. */
  @Override
  Map<String, ?> settings() {
    return Map.of(
        "micronaut.netty.event-loops.traffic.num-threads",
        1,
        "aviary.pause.requests",
        HELD,
        "aviary.pause.hold",
        "1s");
  }

  @BeforeEach
  void start() throws Exception {
    backend = serve(TestBackend.saying("app"));
    admin = Admin.of(balancer());
    admin.delete(APP + "/maintenance");
    admin.delete(APP + "/pause");
    Await.until("service", () -> client().get("/").read().status() == 200);
  }

  @Test
  void maintenanceTellsEveryVisitorTheOwnersMessageUntilItIsEnded() throws Exception {
    RawClient open = client();
    assertEquals("app", open.get("/").read().body());
    maintain("{\"message\":\"Wir sind zurück um 12.\"}");
    Answer answer = open.get("/").read();
    assertEquals("maintenance", answer.header("X-Aviary-Error"));
    assertEquals("60", answer.header("Retry-After"));
    assertTrue(answer.body().contains("12."), answer.body());
    assertEquals("app", RawClient.get(balancer().slotPort(0), "/").body());
    assertEquals(204, admin.delete(APP + "/maintenance").statusCode());
    Await.until("service", () -> open.get("/").read().body().equals("app"));
    List<String> events =
        balancer().bean(EventLog.class).newest(2).stream().map(event -> event.what()).toList();
    assertEquals(List.of("maintenance-ended", "maintenance-began"), events);
  }

  @Test
  void theReasonOfAnInterruptionIsForOwnersAndNotForVisitors() throws Exception {
    maintain("{\"message\":\"Back soon.\",\"reason\":\"the database moves\"}");
    Answer answer = client().get("/").read();
    assertEquals("maintenance", answer.header("X-Aviary-Error"));
    assertFalse(answer.body().contains("database"), answer.body());
    String shown = admin.get(APP + "/maintenance").body();
    assertTrue(shown.contains("\"reason\":\"the database moves\""), shown);
    assertEquals("Back soon. (until it is ended): the database moves", why());
    admin.put(APP + "/pause", "{\"seconds\":600,\"reason\":\"the last step\"}");
    assertTrue(admin.get(APP + "/pause").body().contains("\"reason\":\"the last step\""));
    assertTrue(why().endsWith("; takes the place of a maintenance: the last step"), why());
    assertEquals(204, admin.delete(APP + "/pause?reason=it%20has%20moved").statusCode());
    assertEquals("by hand: it has moved", why());
    String long501 = "{\"seconds\":600,\"reason\":\"%s\"}".formatted("x".repeat(501));
    assertEquals(400, admin.put(APP + "/pause", long501).statusCode());
    assertEquals(404, admin.get(APP + "/pause").statusCode());
  }

  private String why() {
    return String.valueOf(balancer().bean(EventLog.class).newest(1).getFirst().why());
  }

  @Test
  void maintenanceSaysWhenToTryAgainAndEndsByItselfThen() throws Exception {
    maintain("{\"message\":\"m\",\"until\":\"%s\"}".formatted(Instant.now().plusSeconds(3_000)));
    int after = Integer.parseInt(client().get("/").read().header("Retry-After"));
    assertTrue(after > 2_900 && after <= 3_000, "after " + after);
    maintain("{\"message\":\"m\",\"until\":\"%s\"}".formatted(Instant.now().plusMillis(1_500)));
    Await.until("service", () -> client().get("/").read().status() == 200);
  }

  @Test
  void maintenanceSurvivesARestartWithoutRedis() throws Exception {
    maintain("{\"message\":\"long work\"}");
    balancer().redis().stop();
    balancer().stop();
    balancer().start();
    assertTrue(client().get("/").read().body().contains("long work"));
    balancer().redis().startAgain();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/maintenance | {} | message is missing",
        "/maintenance | {\"message\":\" \"} | message is empty",
        "/maintenance | {\"message\":\"a\\u0007b\"} | control characters",
        "/maintenance | {\"message\":\"m\",\"until\":\"2020-01-01T00:00:00Z\"} | in the past",
        "/maintenance | {\"message\":\"m\",\"until\":\"noon\"} | noon",
        "/pause | {} | seconds is missing",
        "/pause | {\"seconds\":0} | from 1 to 3600",
        "/pause | {\"seconds\":3601} | from 1 to 3600"
      })
  void whatCannotBeMeantIsRefusedInWordsThatHelp(String path, String json, String words)
      throws Exception {
    var refused = admin.put(APP + path, json);
    assertEquals(400, refused.statusCode(), refused.body());
    assertTrue(refused.body().contains(words), refused.body());
    assertEquals("app", client().get("/").read().body());
  }

  @Test
  void itWantsTheTokenAndAnAppThatThereIs() throws Exception {
    Admin stranger = Admin.withToken(balancer(), "");
    for (String path : List.of("/maintenance", "/pause")) {
      assertEquals(401, stranger.put(APP + path, "{}").statusCode());
      assertEquals(401, stranger.delete(APP + path).statusCode());
      assertEquals(404, admin.delete("/apps/nobody" + path).statusCode());
    }
    assertEquals(404, admin.put("/apps/nobody/pause", "{\"seconds\":1}").statusCode());
  }

  @Test
  void aPauseHoldsRequestsAndLetsThemGoInTheirOrder() throws Exception {
    backend =
        opened(
            TestBackend.startInTurn(conversation -> {
              conversation.readRequest();
              conversation.send(
                  Head.of("HTTP/1.1 200 OK", "Connection: close", "Content-Length: 3") + "app");
            }));
    pause(600);
    List<RawClient> waiting = new ArrayList<>();
    for (int i = 0; i < HELD / 2; i++) {
      waiting.add(client().get("/" + i));
      passLoop();
    }
    assertEquals(List.of(), held());
    assertEquals(204, admin.delete(APP + "/pause").statusCode());
    for (RawClient client : waiting) {
      assertEquals("app", client.read().body());
    }
    assertEquals(IntStream.range(0, HELD / 2).mapToObj(i -> "/" + i).toList(), held());
  }

  @Test
  void aPauseEndsByItself() throws Exception {
    pause(1);
    RawClient client = client().get("/");
    assertTrue(Stream.of(200, 503).toList().contains(client.read().status()));
    Await.until("service", () -> client().get("/").read().status() == 200);
  }

  @Test
  void whoWaitsTooLongOrComesWhenTooManyWaitIsToldWhenToTryAgain() throws Exception {
    pause(600);
    List<RawClient> waiting = new ArrayList<>();
    for (int i = 0; i <= HELD; i++) {
      waiting.add(client().get("/" + i));
    }
    for (RawClient client : waiting) {
      Answer answer = client.read();
      assertEquals("paused", answer.header("X-Aviary-Error"));
      assertTrue(Integer.parseInt(answer.header("Retry-After")) > 500, answer.head());
    }
    assertEquals(List.of(), held());
  }

  @Test
  void whoLeavesWhileItWaitsTroublesNobody() throws Exception {
    pause(600);
    try (var leaving = RawClient.to(balancer().port())) {
      leaving.get("/left");
      passLoop();
    }
    RawClient staying = client().get("/stays");
    passLoop();
    admin.delete(APP + "/pause");
    assertEquals("app", staying.read().body());
    assertEquals(List.of("/stays"), held());
  }

  @Test
  void whoWaitsWhenMaintenanceBeginsIsToldSo() throws Exception {
    pause(600);
    RawClient client = client().get("/");
    passLoop();
    admin.put(APP + "/maintenance", "{\"message\":\"m\"}");
    assertEquals("maintenance", client.read().header("X-Aviary-Error"));
  }

  private void maintain(String json) throws Exception {
    var answer = admin.put(APP + "/maintenance", json);
    assertEquals(200, answer.statusCode(), answer.body());
    Await.until("maintenance", () -> client().get("/").read().status() == 503);
  }

  /** Returns when requests are held. */
  private void pause(int seconds) throws Exception {
    var answer = admin.put(APP + "/pause", "{\"seconds\":" + seconds + "}");
    assertEquals(200, answer.statusCode(), answer.body());
    Fleet.of(balancer()).with(Slot.STABLE_1, backend).publish();
  }

  /** Returns when the event loop has taken up whatever was sent before. */
  private void passLoop() throws Exception {
    assertEquals("app", RawClient.get(balancer().slotPort(0), "/slot").body());
  }

  /** The paths of requests that were held, as the backend got them. */
  private List<String> held() {
    return backend.heads().stream()
        .map(head -> head.split(" ", -1)[1])
        .filter(path -> !path.equals("/slot") && !path.equals("/"))
        .toList();
  }
}
