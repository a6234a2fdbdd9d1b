package dev.aviary.flag.ofrep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.testing.RealRedis;
import dev.aviary.flag.FlagService;
import dev.aviary.flag.Listener;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A start while Redis is away. */
final class WithoutRedisIT {
  private static final String ONE = Ofrep.FLAGS + "/one";

  private final RealRedis redis = RealRedis.start();
  private final HttpClient http = HttpClient.newHttpClient();
  private final Path folder = FlagService.folder();

  @AfterEach
  void stop() {
    http.close();
    redis.close();
  }

  @Test
  void beforeAnyFlagIsKnownClientsKeepWhatTheyHave() {
    redis.stop();
    try (EmbeddedServer alone = start(Map.of())) {
      refused(send(alone, ONE), "{\"key\":\"one\",");
      refused(send(alone, Ofrep.FLAGS), "{\"errorCode\"");
      refused(send(alone, Ofrep.FLAGS, "If-None-Match", "*"), "{\"errorCode\"");
      try (var polling = new RawClient(alone.getPort())) {
        polling.write(RawClient.request(Ofrep.FLAGS, "If-None-Match: *\r\n", "{}"));
        assertEquals(503, polling.read().status());
      }
    } finally {
      redis.startAgain();
    }
  }

  @Test
  void beforeAnyFlagIsKnownNothingIsSaidOfAToken() {
    redis.stop();
    try (EmbeddedServer alone = start(Map.of("aviary.ofrep.readers.anonymous", false))) {
      refused(send(alone, Ofrep.FLAGS, "X-API-Key", "perhaps-a-container"), "{\"errorCode\"");
    } finally {
      redis.startAgain();
    }
  }

  @Test
  void aStreamIsSilentUntilWhatItTellsOfCanBeEvaluated() {
    redis.stop();
    Map<String, Object> settings =
        Map.of("aviary.ofrep.streams.heartbeat", "100ms", "aviary.ofrep.streams.timed", "1h");
    try (EmbeddedServer alone = start(settings);
        var listener = Listener.to(HttpRequest.newBuilder(uri(alone, StreamController.PATH)))) {
      assertEquals(200, listener.status());
      listener.awaitHeartbeat();
      assertFalse(listener.hasEvent());
      redis.startAgain();
      listener.next();
      assertEquals(200, send(alone, Ofrep.FLAGS).statusCode());
    }
  }

  @Test
  void aRestartEvaluatesFromTheSnapshotAndSaysThatItIsStale() {
    String tag;
    try (var before = FlagService.on(redis, settings())) {
      before.put("/flags/one", "{\"on\": true}");
      tag = Ofrep.tag(Ofrep.all(before, "{}"));
    }
    redis.stop();
    try (EmbeddedServer alone = start(Map.of())) {
      HttpResponse<String> one = send(alone, ONE);
      assertEquals(200, one.statusCode());
      assertTrue(one.body().contains("\"value\":true"), one.body());
      assertTrue(one.body().contains("\"stale\":true"), one.body());
      HttpResponse<String> all = send(alone, Ofrep.FLAGS, "If-None-Match", tag);
      assertEquals(200, all.statusCode());
      assertTrue(all.body().contains("\"key\":\"one\""), all.body());
      assertEquals(304, send(alone, Ofrep.FLAGS, "If-None-Match", Ofrep.tag(all)).statusCode());
    } finally {
      redis.startAgain();
    }
  }

  @Test
  void aTokenThatWasNeverSeenMayBeRightWhileRedisIsAway() {
    try (var before = FlagService.on(redis, settings())) {
      before.put("/flags/one", "{\"on\": true}");
    }
    redis.stop();
    try (EmbeddedServer alone = start(Map.of("aviary.ofrep.readers.anonymous", false))) {
      for (String path : List.of(ONE, Ofrep.FLAGS)) {
        HttpResponse<String> answer = send(alone, path, "X-API-Key", "perhaps-a-container");
        assertEquals(503, answer.statusCode());
        assertEquals("5", answer.headers().firstValue("Retry-After").orElse(""));
        assertTrue(answer.body().contains("Redis cannot be reached"), answer.body());
        assertEquals(401, send(alone, path).statusCode());
      }
    } finally {
      redis.startAgain();
    }
  }

  private static void refused(HttpResponse<String> answer, String beginning) {
    assertEquals(503, answer.statusCode());
    assertTrue(answer.body().startsWith(beginning), answer.body());
    assertTrue(answer.body().contains("\"errorCode\":\"GENERAL\""), answer.body());
    assertTrue(answer.body().contains("no flag is known yet"), answer.body());
    assertEquals("5", answer.headers().firstValue("Retry-After").orElse(""));
    assertTrue(answer.headers().firstValue("ETag").isEmpty());
  }

  private EmbeddedServer start(Map<String, Object> more) {
    var all = new HashMap<>(settings());
    all.putAll(more);
    return FlagService.server(redis, all);
  }

  private Map<String, Object> settings() {
    return Map.of("aviary.data.directory", folder.toString());
  }

  private HttpResponse<String> send(EmbeddedServer to, String path, String... headers) {
    var request = HttpRequest.newBuilder(uri(to, path)).POST(BodyPublishers.ofString("{}"));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static URI uri(EmbeddedServer server, String path) {
    return URI.create("http://127.0.0.1:" + server.getPort() + path);
  }
}
