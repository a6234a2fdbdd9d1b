package dev.aviary.builder.trigger;

import static dev.aviary.contract.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.builder.testing.Specs;
import dev.aviary.contract.app.SpecStore;
import dev.aviary.contract.deployment.DeploymentStatus;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import io.lettuce.core.api.sync.RedisCommands;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What one damaged record costs: its own deployment, and no other. */
final class DamageIT extends TriggerScene {
  private static final String DAMAGED = "{\"id\":";

  @Test
  void aQueuedRecordThatCannotBeReadStopsNoOtherDeployment() {
    commands().set(Keys.deployment("damaged"), DAMAGED);
    commands().xadd(Keys.QUEUE, Map.of("deployment", "damaged"));
    var after = accepted(deploy("canary", ""));
    eventually(
        "the next one is taken", () -> state(after.id()) instanceof DeploymentStatus.Building);
    assertTrue(health().contains("\"workshop\":{\"name\":\"builder\",\"status\":\"UP\""), health());
  }

  @Test
  void theStreamOfALogEndsWhenItsRecordCannotBeRead() throws Exception {
    var deployment = accepted(deploy("canary", ""));
    var stream = follow(deployment.id());
    eventually(
        "it waits for the engine",
        () -> log(deployment.id()).contains("the Docker engine cannot be reached"));
    assertFalse(stream.isDone());
    commands().set(Keys.deployment(deployment.id()), DAMAGED);
    assertTrue(stream.get(20, TimeUnit.SECONDS).body().contains("event: broken\n"));
    commands().del(Keys.deployment(deployment.id()));
  }

  @Test
  void theStreamOfALogEndsWhenItsRecordIsLost() throws Exception {
    var deployment = accepted(deploy("canary", ""));
    var stream = follow(deployment.id());
    eventually("there is a log", () -> !log(deployment.id()).isEmpty());
    commands().del(Keys.deployment(deployment.id()));
    assertTrue(stream.get(20, TimeUnit.SECONDS).body().endsWith("event: end\ndata: lost\n\n"));
  }

  @Test
  void aDamagedKeyOfOneAppStopsThatAppAndNoOther() {
    builder.bean(SpecStore.class).save(Specs.of("broken", "file:///b.git", null));
    commands().set(Keys.withdrawn("broken"), "no hash");
    commands().set(Keys.rollout("broken"), DAMAGED);
    var refused = builder.post("/deployments", "{\"app\":\"broken\",\"branch\":\"master\"}");
    assertProblem(409, "cannot be read; repair or delete {aviary}:", refused);
    var shown = builder.get("/apps/broken").body();
    assertTrue(shown.contains("\"unreadable\":{"), shown);
    assertTrue(shown.contains("repair or delete in Redis"), shown);

    commands().set(Keys.spec("broken"), DAMAGED);
    assertProblem(500, "repair its key or delete it", builder.get("/apps/broken"));
    assertEquals(200, builder.get("/apps").statusCode());
    accepted(deploy("canary", ""));
  }

  @Test
  void whatHappenedIsOnTheTimeline() {
    var deployment = accepted(deploy("canary", ""));
    var answer = builder.get("/events?most=1000");
    assertEquals(200, answer.statusCode());
    assertTrue(answer.body().contains("\"what\":\"deployment-queued\""), answer.body());
    assertTrue(answer.body().contains("\"subject\":\"" + deployment.id() + "\""), answer.body());
    assertProblem(400, "most is 0", builder.get("/events?most=0"));
    assertEquals(404, builder.send(builder.open("/events")).statusCode());
  }

  private CompletableFuture<HttpResponse<String>> follow(String id) {
    return CompletableFuture.supplyAsync(() ->
        builder.send(
            builder.admin("/deployments/" + id + "/log").header("Accept", "text/event-stream")));
  }

  private String log(String id) {
    return builder
        .send(builder.admin("/deployments/" + id + "/log").header("Accept", "text/plain"))
        .body();
  }

  private String health() {
    return builder.get("/health").body();
  }

  private RedisCommands<String, String> commands() {
    return builder.bean(RedisLink.class).commands();
  }
}
