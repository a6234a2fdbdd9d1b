package dev.aviary.balancer.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.balancer.control.Routing;
import dev.aviary.balancer.route.AppRoutes;
import dev.aviary.balancer.testing.Admin;
import dev.aviary.balancer.testing.Await;
import dev.aviary.balancer.testing.Fleet;
import dev.aviary.balancer.testing.RawClient;
import dev.aviary.balancer.testing.TestBackend;
import dev.aviary.balancer.testing.TestBalancer;
import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.app.SpecStore;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.redis.Writes;
import dev.aviary.contract.telemetry.BalancerStore;
import dev.aviary.contract.testing.RemovedApp;
import io.lettuce.core.RedisException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes on while Redis is away, or has lost what it held. */
final class OutageIT {
  private TestBalancer balancer;
  private TestBackend stable;
  private TestBackend canary;
  private Fleet fleet;

  @BeforeEach
  void start() throws Exception {
    balancer = TestBalancer.launch();
    stable = TestBackend.answering("stable");
    canary = TestBackend.answering("canary");
    fleet =
        Fleet.of(balancer)
            .with(Slot.STABLE_1, stable)
            .with(Slot.CANARY, canary)
            .publish()
            .split(100);
  }

  @AfterEach
  void stop() throws Exception {
    balancer.close();
    stable.close();
    canary.close();
  }

  @Test
  void aRestartWithoutRedisServesFromTheFileAtOnce() throws Exception {
    balancer.stop();
    balancer.redis().stop();
    balancer.start();
    assertEquals("canary", answer());
    assertEquals("stable", RawClient.get(balancer.slotPort(0), "/").body());
    balancer.redis().startAgain();
  }

  @Test
  void theFirstRequestAfterARestartGoesWhereRedisSaysAndNotWhereAnOlderFileDoes() throws Exception {
    Path file = balancer.data().resolve("routes.json");
    byte[] older = Files.readAllBytes(file);
    try (var replaced = TestBackend.answering("replaced")) {
      fleet.with(Slot.CANARY, replaced).publish();
      balancer.stop();
      Files.write(file, older);
      balancer.start();
      assertEquals("replaced", answer());
    }
  }

  @Test
  void aRoutesFileThatCannotBeReadIsIgnored() throws Exception {
    balancer.stop();
    Files.writeString(balancer.data().resolve("routes.json"), "{\"table\":{\"apps\":[{\"app\":");
    balancer.start();
    fleet.awaitApplied();
    assertEquals("canary", answer());
  }

  @Test
  void trafficGoesOnWithTheLastTableWhenRedisStopsAndWhenItComesBackEmpty() throws Exception {
    balancer.redis().stop();
    assertEquals("canary", answer());
    balancer.redis().startAgain();
    Await.until("a heartbeat in the empty Redis", this::beats);
    assertEquals("canary", answer());
    fleet.publish().split(0);
    assertEquals("stable", answer());
  }

  @Test
  void aWithdrawalWithoutRedisIsInForceAtOnceSurvivesARestartAndIsToldLater() throws Exception {
    balancer.redis().stop();
    try (var open = RawClient.to(balancer.port())) {
      assertEquals("canary", open.get("/").read().body());
      var receipt = withdraw();
      assertEquals(200, receipt.statusCode());
      assertTrue(receipt.body().contains("\"recorded\":false"), receipt.body());
      assertEquals("stable", open.get("/").read().body());
    }
    assertTrue(RawClient.get(balancer.slotPort(2), "/").body().contains("too hot"));
    balancer.stop();
    balancer.start();
    assertEquals("stable", answer());
    balancer.redis().startAgain();
    Await.until("Redis knows", this::redisKnowsTheWithdrawal);
  }

  @Test
  void aWithdrawalBeatsATableOfARedisThatDoesNotKnowIt() throws Exception {
    fleet.withdraw("too hot");
    balancer.redis().stop();
    balancer.redis().startAgain();
    Await.until("connected again", this::beats);
    fleet.write();
    Await.until("Redis knows again", this::redisKnowsTheWithdrawal);
    fleet.split(100);
    assertEquals("stable", answer());
    assertEquals("canary", answerOfANewDeployment());
  }

  private String answerOfANewDeployment() throws Exception {
    try (var repaired = TestBackend.answering("canary")) {
      fleet.with(Slot.CANARY, repaired).publish();
      return answer();
    }
  }

  @Test
  void aWithdrawalOfAnAppThatRedisDoesNotKnowIsNotToldForEver() throws Exception {
    balancer.redis().stop();
    withdraw();
    balancer.redis().startAgain();
    Await.until("Redis knows", this::redisKnowsTheWithdrawal);
    threeBeats();
    var redis = balancer.bean(RedisLink.class).commands();
    String revision = redis.get(Keys.REVISION);
    threeBeats();
    assertEquals(revision, redis.get(Keys.REVISION));
  }

  @Test
  void maintenanceThatIsEndedJustAfterRedisLostItIsOver() throws Exception {
    Admin admin = Admin.of(balancer);
    admin.put("/apps/flask-app/maintenance", "{\"message\":\"long work\"}");
    Await.until("maintenance", () -> answer().contains("long work"));
    balancer.redis().stop();
    balancer.redis().startAgain();
    Await.until(
        "the end is on record",
        () -> admin.delete("/apps/flask-app/maintenance").statusCode() == 204);
    fleet.publish();
    threeBeats();
    assertEquals("canary", answer());
  }

  @Test
  void nothingOfAnAppThatWasRemovedAndRegisteredAgainMeanwhileComesBack() throws Exception {
    fleet.withdraw("too hot");
    balancer.stop();
    try (var client = balancer.redis().client()) {
      var link = new RedisLink(client);
      var writes = new Writes(link);
      var specs = new SpecStore(link, writes, Wire.standalone());
      AppSpec spec = specs.find("flask-app").orElseThrow();
      RemovedApp.put(writes.begin(), spec.name(), Instant.now()).run();
      specs.save(spec);
    }
    balancer.start();
    fleet.publish();
    threeBeats();
    AppRoutes routes =
        balancer.bean(Routing.class).applied().table().app("flask-app").orElseThrow();
    assertEquals(33, routes.canaryPercent());
    var redis = balancer.bean(RedisLink.class).commands();
    assertEquals(0, redis.exists(Keys.split("flask-app"), Keys.withdrawn("flask-app")));
  }

  private HttpResponse<String> withdraw() throws Exception {
    var withdrawal = fleet.withdrawal("too hot");
    return Admin.of(balancer)
        .post(
            "/apps/flask-app/withdrawals",
            """
            {"commit":"%s","deployment":"%s","reason":"too hot","by":"monitor"}\
            """
                .formatted(withdrawal.commit(), withdrawal.deployment()));
  }

  private boolean redisKnowsTheWithdrawal() {
    try {
      return balancer
          .bean(RedisLink.class)
          .commands()
          .hexists(Keys.withdrawn("flask-app"), fleet.withdrawal("x").field());
    } catch (RedisException e) {
      return false;
    }
  }

  private boolean beats() {
    try {
      return balancer.bean(BalancerStore.class).heartbeats().stream()
          .anyMatch(all -> !all.isEmpty());
    } catch (RedisException e) {
      return false;
    }
  }

  private void threeBeats() throws Exception {
    for (int i = 0; i < 3; i++) {
      Instant last = lastBeat();
      Await.until("another heartbeat", () -> lastBeat().isAfter(last));
    }
  }

  private Instant lastBeat() {
    return balancer.bean(BalancerStore.class).heartbeats().orElseThrow().getFirst().at();
  }

  private String answer() throws Exception {
    return RawClient.get(balancer.port(), "/").body();
  }
}
