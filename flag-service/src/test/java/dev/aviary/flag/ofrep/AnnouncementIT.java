package dev.aviary.flag.ofrep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.testing.RealRedis;
import dev.aviary.flag.FlagService;
import io.lettuce.core.RedisClient;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A restart, and a client that has all flags but perhaps not the place where it would listen. */
final class AnnouncementIT {
  private static final String READER = "a-reader-outside-1";

  private final RealRedis redis = RealRedis.start();
  private final Path folder = FlagService.folder();
  private HttpResponse<String> had;

  @BeforeEach
  void aClientHasAllFlags() {
    try (var service = service(Map.of())) {
      service.put("/flags/one", "{\"on\": true}");
      had = service.send(Ofrep.post(service, Ofrep.FLAGS, "{}").header("X-API-Key", READER));
    }
  }

  @AfterEach
  void stop() {
    redis.close();
  }

  @Test
  void aRestartAloneIsNoNews() {
    assertEquals(304, again(Map.of()).statusCode());
  }

  @Test
  void aServiceThatBeginsWithoutItsFileHasTheSecretOfTheOthers() throws IOException {
    Files.delete(folder.resolve("askers.json"));
    assertEquals(304, again(Map.of()).statusCode());
  }

  @Test
  void anotherSecretIsAnotherTag() throws IOException {
    Files.delete(folder.resolve("askers.json"));
    RedisClient client = redis.client();
    client.connect().sync().del(Keys.FLAGS_LISTENERS);
    client.shutdown();
    told(again(Map.of()));
  }

  @Test
  void anotherUrlIsAnotherTag() {
    told(again(Map.of("aviary.ofrep.streams.origin", "https://flags.example")));
  }

  @Test
  void aTokenThatIsNoLongerNeededIsAnotherTag() {
    told(again(Map.of("aviary.ofrep.readers.anonymous", true)));
  }

  private void told(HttpResponse<String> answer) {
    assertEquals(200, answer.statusCode());
    assertNotEquals(Ofrep.tag(had), Ofrep.tag(answer));
    assertNotEquals(had.body(), answer.body());
  }

  private HttpResponse<String> again(Map<String, Object> settings) {
    try (var service = service(settings)) {
      return service.send(
          Ofrep.post(service, Ofrep.FLAGS, "{}")
              .header("X-API-Key", READER)
              .header("If-None-Match", Ofrep.tag(had)));
    }
  }

  private FlagService service(Map<String, Object> settings) {
    var all = new HashMap<String, Object>();
    all.put("aviary.data.directory", folder.toString());
    all.put("aviary.ofrep.readers.anonymous", false);
    all.put("aviary.ofrep.readers.tokens", READER);
    all.putAll(settings);
    return FlagService.on(redis, all);
  }
}
