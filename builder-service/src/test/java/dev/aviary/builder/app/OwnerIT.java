package dev.aviary.builder.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.builder.testing.RunningBuilder;
import dev.aviary.builder.testing.Specs;
import dev.aviary.contract.app.SpecStore;
import dev.aviary.contract.testing.RealRedis;
import io.lettuce.core.RedisClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the owner of an app gives and is told over HTTP, without an engine. */
final class OwnerIT {
  private RealRedis redis;
  private RunningBuilder builder;

  @BeforeEach
  void anApp(@TempDir Path data) {
    redis = RealRedis.start();
    builder =
        RunningBuilder.start(
            "owner",
            redis,
            data,
            Map.of("aviary.engine.host", "unix://" + data.resolve("no-engine.sock")));
    builder.bean(SpecStore.class).save(Specs.of("shop", "https://git.example/shop.git", null));
  }

  @AfterEach
  void stop() {
    builder.close();
    redis.close();
  }

  @Test
  void theTokenForCiIsTold() {
    HttpResponse<String> told = builder.get("/apps/shop/build-token");
    assertEquals(200, told.statusCode(), told.body());
    assertTrue(told.body().startsWith("{\"token\":\""), told.body());
  }

  @Test
  void theLoginAtARegistryIsToldWithoutItsPassword() {
    String login =
        "{\"server\": \"registry.example\", \"username\": \"ada\", \"password\": \"swordfish\"}";
    assertEquals(204, put("/apps/shop/registry", login).statusCode());
    HttpResponse<String> told = builder.get("/apps/shop/registry");
    assertEquals(200, told.statusCode(), told.body());
    assertTrue(told.body().contains("registry.example"), told.body());
    assertFalse(told.body().contains("swordfish"), told.body());
  }

  @Test
  void aRedisThatIsFullTakesNoSettings() {
    RedisClient client = redis.client();
    var commands = client.connect().sync();
    String settings =
        "{\"repository\": \"https://git.example/shop.git\", \"stableBranch\": \"main\"}";
    commands.configSet("maxmemory", "1");
    assertEquals(507, put("/apps/shop?check=false", settings).statusCode());
    commands.configSet("maxmemory", "0");
    assertEquals(200, put("/apps/shop?check=false", settings).statusCode());
    client.shutdown();
  }

  @Test
  void metricsAreText() {
    HttpResponse<String> metrics = builder.get("/prometheus");
    assertEquals(200, metrics.statusCode());
    assertTrue(metrics.body().contains("# TYPE"), metrics.body());
  }

  private HttpResponse<String> put(String path, String json) {
    return builder.send(builder.admin(path).PUT(BodyPublishers.ofString(json)));
  }
}
