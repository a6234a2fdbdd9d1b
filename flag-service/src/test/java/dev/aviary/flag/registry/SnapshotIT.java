package dev.aviary.flag.registry;

import static dev.aviary.contract.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.testing.RealRedis;
import dev.aviary.flag.FlagService;
import dev.aviary.flag.evaluate.Context;
import dev.aviary.flag.evaluate.Evaluation;
import dev.aviary.flag.json.Json;
import dev.aviary.flag.store.FlagKey;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SnapshotIT {
  private static final FlagKey KEY = new FlagKey("new_feature");
  private RealRedis redis;
  private Path folder;
  private FlagService service;

  @BeforeEach
  void start() {
    redis = RealRedis.start();
    folder = FlagService.folder();
    service = FlagService.on(redis, settings());
    service.put("/flags/new_feature", "{\"on\": true, \"description\": \"the new page\"}");
  }

  @AfterEach
  void stop() {
    service.close();
    redis.close();
  }

  @Test
  void aRestartWithoutRedisEvaluatesFromTheSnapshotAndSaysThatItIsStale() {
    service.close();
    redis.stop();
    try (EmbeddedServer alone = FlagService.server(redis, settings())) {
      Registry registry = alone.getApplicationContext().getBean(Registry.class);
      assertTrue(registry.known());
      assertTrue(registry.stale());
      var result =
          (Evaluation.Resolved)
              registry.current().evaluate(KEY, Context.EMPTY, System.currentTimeMillis());
      assertEquals(Json.TRUE, result.value());
      String flag = send(alone, "GET", "/flags/new_feature", "").body();
      assertTrue(flag.contains("the new page"), flag);
      assertTrue(flag.contains("\"stale\":true"), flag);
      String why = send(alone, "POST", "/flags/new_feature/explain", "{}").body();
      assertTrue(why.endsWith("\"stale\":true}"), why);
      var refused = send(alone, "PUT", "/flags/new_feature", "{\"on\": false}");
      assertEquals(503, refused.statusCode(), refused.body());
      assertTrue(send(alone, "GET", "/flags/new_feature", "").body().contains(",\"on\":true"));
    } finally {
      redis.startAgain();
    }
  }

  @Test
  void aRedisThatLostEverythingWhileTheServiceWasDownIsGivenTheSnapshot() {
    service.close();
    redis.stop();
    redis.startAgain();
    service = FlagService.on(redis, settings());
    assertEquals("true", service.redis().get("new_feature"));
    assertTrue(service.redis().get(Keys.flag("new_feature")).contains("the new page"));
    assertTrue(service.events().getFirst().startsWith("flags-restored"));
    assertTrue(service.get("/flags/new_feature").body().contains("\"stale\":false"));
  }

  @Test
  void aRedisThatKnowsMoreThanTheSnapshotIsBelieved() throws IOException {
    Path snapshot = folder.resolve("flags-snapshot.json");
    eventually("kept", () -> Files.exists(snapshot));
    String old = Files.readString(snapshot);
    service.put("/flags/new_feature", "{\"on\": false}");
    service.close();
    Files.writeString(snapshot, old);
    service = FlagService.on(redis, settings());
    assertTrue(service.get("/flags/new_feature").body().contains("\"on\":false"));
    assertTrue(Files.readString(snapshot).length() > 0);
  }

  @Test
  void aKillThatEndsWhileTheServiceIsDownIsToldOnce() {
    service.put("/flags/other", "{\"on\": false}");
    Instant until = Instant.now().plusSeconds(2);
    service.post("/flags/other/kill?until=" + until, "");
    service.close();
    eventually("ended", () -> Instant.now().isAfter(until));
    for (int start = 0; start < 2; start++) {
      service = FlagService.on(redis, settings());
      assertEquals(
          List.of("flag-returned other kill ended: its kill ended"),
          service.events().stream().filter(each -> each.contains("kill ended")).toList());
      service.close();
    }
  }

  @Test
  void everyChangeReachesTheDisk() {
    service.put("/flags/other", "{\"on\": false}");
    eventually("kept", () -> snapshot().contains("other"));
    assertTrue(snapshot().contains("the new page"));
    assertTrue(Files.notExists(folder.resolve("flags-snapshot.json.new")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"revision\": 7, \"flags\": {\"a",
        "{\"revision\": 7, \"flags\": {\"a\": null}}",
        "null",
      })
  void aSnapshotThatCannotBeReadIsLeftAside(String text) throws IOException {
    service.close();
    Files.writeString(folder.resolve("flags-snapshot.json"), text);
    service = FlagService.on(redis, settings());
    assertTrue(service.get("/flags/new_feature").body().contains("the new page"));
  }

  @Test
  void aFolderThatCannotBeWrittenStopsNothing() throws IOException {
    Path file = Files.createTempFile("no", "folder");
    var settings = Map.<String, Object>of("aviary.data.directory", file.resolve("x").toString());
    try (var other = FlagService.on(redis, settings)) {
      assertEquals(200, other.toggle("new_feature").statusCode());
    }
    Files.delete(file);
  }

  private String snapshot() {
    try {
      Path file = folder.resolve("flags-snapshot.json");
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Map<String, Object> settings() {
    return Map.of("aviary.data.directory", folder.toString());
  }

  private static HttpResponse<String> send(
      EmbeddedServer server, String method, String path, String body) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.getPort() + path))
            .header("Authorization", "Bearer " + FlagService.TOKEN)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body));
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
