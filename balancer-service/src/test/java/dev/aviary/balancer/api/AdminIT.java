package dev.aviary.balancer.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.balancer.testing.Admin;
import dev.aviary.balancer.testing.Await;
import dev.aviary.balancer.testing.Fleet;
import dev.aviary.balancer.testing.RawClient;
import dev.aviary.balancer.testing.TestBackend;
import dev.aviary.balancer.testing.TestBalancer;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.event.EventLog;
import dev.aviary.contract.redis.Revision;
import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.route.CanaryProgress;
import dev.aviary.contract.telemetry.BalancerStore;
import dev.aviary.contract.telemetry.Heartbeat;
import io.lettuce.core.RedisClient;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The admin API, health and metrics. */
final class AdminIT {
  private static final String DEFAULT_SPLIT =
      "{\"canaryPercent\":33,\"stickiness\":\"none\",\"manualChoice\":false}";

  private TestBalancer balancer;
  private TestBackend stable;
  private TestBackend canary;
  private Admin admin;
  private Fleet fleet;

  @BeforeEach
  void start() throws Exception {
    balancer = TestBalancer.launch();
    stable = TestBackend.answering("stable");
    canary = TestBackend.answering("canary");
    fleet = Fleet.of(balancer).with(Slot.STABLE_1, stable).with(Slot.CANARY, canary).publish();
    admin = Admin.of(balancer);
  }

  @AfterEach
  void stop() throws Exception {
    balancer.close();
    stable.close();
    canary.close();
  }

  @Test
  void theSplitIsReadChangedAppliedAndOnRecord() throws Exception {
    assertEquals(DEFAULT_SPLIT, admin.get("/apps/flask-app/split").body());
    var changed = admin.put("/apps/flask-app/split", "{\"canaryPercent\":100}");
    assertEquals(200, changed.statusCode(), changed.body());
    Await.until("all canary", () -> RawClient.get(balancer.port(), "/").body().equals("canary"));
    var event = balancer.bean(EventLog.class).newest(1).getFirst();
    assertEquals("split-changed", event.what());
    assertEquals(
        "canaryPercent 100, stickiness none, manualChoice false, "
            + "was canaryPercent 33, stickiness none, manualChoice false",
        event.why());
  }

  @Test
  void theStepOfTheCanaryThatServesIsShownBesideTheSplitThatItReplaces() throws Exception {
    CanaryProgress progress = step(fleet.withdrawal("none").deployment());
    fleet.progress(progress);
    String changed = admin.put("/apps/flask-app/split", "{\"canaryPercent\":100}").body();
    assertTrue(changed.startsWith("{\"canaryPercent\":100,"), changed);
    assertTrue(changed.contains("\"step\":" + Wire.standalone().write(progress) + "}"), changed);
    assertEquals(changed, admin.get("/apps/flask-app/split").body());
    assertEquals("stable", RawClient.get(balancer.port(), "/").body());
    fleet.progress(step("another"));
    Await.until("all canary", () -> RawClient.get(balancer.port(), "/").body().equals("canary"));
    assertFalse(admin.get("/apps/flask-app/split").body().contains("step"));
  }

  /** One that gives the canary no request. */
  private static CanaryProgress step(String deployment) {
    return new CanaryProgress(
        deployment, 0, 2, 0, CanaryProgress.State.STOPPED, Instant.EPOCH, 0, null);
  }

  @Test
  void whatASplitDoesNotNameStaysAsItIs() throws Exception {
    admin.put("/apps/flask-app/split", "{\"stickiness\":\"header:X-User\",\"manualChoice\":true}");
    assertEquals(
        "{\"canaryPercent\":10,\"stickiness\":\"header:x-user\",\"manualChoice\":true}",
        admin.put("/apps/flask-app/split", "{\"canaryPercent\":10}").body());
    assertEquals(
        "{\"canaryPercent\":10,\"stickiness\":\"none\",\"manualChoice\":true}",
        admin.put("/apps/flask-app/split", "{\"stickiness\":\"none\"}").body());
  }

  @Test
  void theReasonOfAChangeIsOnTheTimelineAndStandsBesideTheSplitUntilTheNextChange()
      throws Exception {
    String why = "  less load\\ntonight  ";
    String changed =
        admin
            .put("/apps/flask-app/split", "{\"canaryPercent\":10,\"reason\":\"%s\"}".formatted(why))
            .body();
    assertTrue(changed.contains("\"reason\":\"less load\\\\ntonight\""), changed);
    assertEquals(changed, admin.get("/apps/flask-app/split").body());
    String told = String.valueOf(balancer.bean(EventLog.class).newest(1).getFirst().why());
    assertTrue(told.endsWith("manualChoice false: less load\\ntonight"), told);
    assertEquals(changed, admin.put("/apps/flask-app/split", "{\"canaryPercent\":10}").body());
    String next = admin.put("/apps/flask-app/split", "{\"canaryPercent\":20}").body();
    assertFalse(next.contains("reason"), next);
    assertEquals(2, balancer.bean(EventLog.class).newest(10).size());
  }

  @Test
  void aReasonThatIsTooLongOrAloneChangesNothing() throws Exception {
    for (String json :
        List.of(
            "{\"canaryPercent\":10,\"reason\":\"%s\"}".formatted("x".repeat(501)),
            "{\"reason\":\"less load\"}")) {
      HttpResponse<String> refused = admin.put("/apps/flask-app/split", json);
      assertEquals(400, refused.statusCode(), refused.body());
    }
    assertEquals(DEFAULT_SPLIT, admin.get("/apps/flask-app/split").body());
    String longest = "{\"canaryPercent\":10,\"reason\":\"%s\"}".formatted("\\n".repeat(500));
    assertEquals(200, admin.put("/apps/flask-app/split", longest).statusCode(), "blank: none");
    String escaped = "{\"canaryPercent\":11,\"reason\":\"%s.\"}".formatted("x\\n".repeat(249));
    assertEquals(200, admin.put("/apps/flask-app/split", escaped).statusCode());
    assertEquals(200, admin.get("/apps/flask-app/split").statusCode(), "and it is read again");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"canaryPercent\":101}",
        "{\"canaryPercent\":-1}",
        "{\"canaryPercent\":\"many\"}",
        "{\"canaryPercent\":33.7}",
        "{\"canaryPercent\":4294967329}",
        "{\"manualChoice\":1}",
        "{\"stickiness\":\"ip\"}",
        "{\"stickiness\":\"header:\"}",
        "{\"stickiness\":7}",
        "{\"manualChoice\":\"maybe\"}",
        "{}",
        "[]",
        "{"
      })
  void aSplitThatIsNoneIs400AndChangesNothing(String json) throws Exception {
    HttpResponse<String> refused = admin.put("/apps/flask-app/split", json);
    assertEquals(400, refused.statusCode(), refused.body());
    assertTrue(refused.body().contains("\"status\":400"), refused.body());
    assertEquals(DEFAULT_SPLIT, admin.get("/apps/flask-app/split").body());
  }

  @Test
  void anAppThatNobodyKnowsIs404() throws Exception {
    assertEquals(404, admin.get("/apps/nobody/split").statusCode());
    assertEquals(404, admin.put("/apps/nobody/split", "{\"canaryPercent\":1}").statusCode());
    assertEquals(404, withdraw("nobody").statusCode());
  }

  @Test
  void whatChangesStateWantsTheToken() throws Exception {
    for (String token : List.of("", "wrong-token-wrong-token")) {
      Admin stranger = Admin.withToken(balancer, token);
      int status = token.isEmpty() ? 401 : 403;
      assertEquals(
          status, stranger.put("/apps/flask-app/split", "{\"canaryPercent\":1}").statusCode());
      assertEquals(status, stranger.post("/apps/flask-app/withdrawals", "{}").statusCode());
      assertEquals(status, stranger.delete("/balancers/x").statusCode());
      assertEquals(200, stranger.get("/routes").statusCode());
    }
  }

  @Test
  void aWithdrawalIsInForceWhenItIsAnswered() throws Exception {
    admin.put("/apps/flask-app/split", "{\"canaryPercent\":100}");
    HttpResponse<String> receipt = withdraw("flask-app");
    assertEquals(200, receipt.statusCode(), receipt.body());
    assertTrue(receipt.body().contains("\"recorded\":true"), receipt.body());
    for (int i = 0; i < 10; i++) {
      assertEquals("stable", RawClient.get(balancer.port(), "/").body());
    }
    assertEquals(400, admin.post("/apps/flask-app/withdrawals", "{}").statusCode());
  }

  @Test
  void theRoutesShowTableRevisionConnectionAndShares() throws Exception {
    String routes = admin.get("/routes").body();
    assertTrue(routes.contains("\"connected\":true"), routes);
    assertTrue(routes.contains("\"applied\":\""), routes);
    assertTrue(routes.contains("\"share\":67.0"), routes);
    assertTrue(routes.contains("http://127.0.0.1:" + stable.port()), routes);
  }

  @Test
  void aBalancerThatIsForgottenIsWaitedForNoLonger() throws Exception {
    var store = balancer.bean(BalancerStore.class);
    store.beat(new Heartbeat("test-gone", Instant.EPOCH, Revision.NONE, Map.of(), List.of()));
    assertEquals(2, store.heartbeats().orElseThrow().size());
    assertEquals(204, admin.delete("/balancers/test-gone").statusCode());
    assertEquals(1, store.heartbeats().orElseThrow().size());
  }

  @Test
  void healthDoesNotDependOnRedis() throws Exception {
    assertTrue(admin.get("/health").body().contains("\"redis\":\"connected\""));
    balancer.redis().stop();
    Await.until("away", () -> admin.get("/health").body().contains("\"redis\":\"away\""));
    assertEquals(200, admin.get("/health").statusCode());
    assertEquals(200, admin.get("/health/liveness").statusCode());
    assertEquals(503, admin.get("/apps/flask-app/split").statusCode());
    balancer.redis().startAgain();
  }

  @Test
  void aCertificateForAnAppWithoutHostsIsRefused() throws Exception {
    HttpResponse<String> refused = admin.put("/apps/flask-app/certificate", "{}");
    assertEquals(409, refused.statusCode(), refused.body());
    assertTrue(refused.body().contains("has no hosts"), refused.body());
  }

  @Test
  void aRedisThatIsFullTakesNoChange() throws Exception {
    RedisClient client = balancer.redis().client();
    var redis = client.connect().sync();
    redis.configSet("maxmemory", "1");
    assertEquals(
        507, admin.put("/apps/flask-app/maintenance", "{\"message\": \"soon\"}").statusCode());
    redis.configSet("maxmemory", "0");
    assertEquals(
        200, admin.put("/apps/flask-app/maintenance", "{\"message\": \"soon\"}").statusCode());
    client.shutdown();
  }

  @Test
  void aBodyThatIsLargerThanAnyRequestIsRefused() throws Exception {
    String large = "{\"message\": \"%s\"}".formatted("x".repeat(11_000_000));
    assertEquals(413, admin.put("/apps/flask-app/maintenance", large).statusCode());
  }

  private HttpResponse<String> withdraw(String app) throws Exception {
    return admin.post(
        "/apps/" + app + "/withdrawals",
        """
        {"commit":"%040x","deployment":"deployment-%d","reason":"too hot","by":"monitor"}\
        """
            .formatted(canary.port(), canary.port()));
  }
}
