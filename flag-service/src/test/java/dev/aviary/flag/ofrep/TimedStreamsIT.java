package dev.aviary.flag.ofrep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.testing.RealRedis;
import dev.aviary.flag.FlagService;
import dev.aviary.flag.Listener;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Events that no change causes. */
final class TimedStreamsIT {
  private final RealRedis redis = RealRedis.start();

  @AfterEach
  void stop() {
    redis.close();
  }

  @Test
  void theEndOfAKillIsToldThoughAChangeWasToldJustBefore() {
    try (var service = service("1h");
        var listener = listen(service)) {
      String unchanged = listener.next().etag();
      put(service, "\"kill\":{\"until\":\"%s\"}".formatted(Instant.now().plusSeconds(2)));
      Listener.Event killed = listener.next();
      assertNotEquals(unchanged, killed.etag());
      Listener.Event over = listener.next();
      assertEquals(killed.etag(), over.etag());
      assertNotEquals(killed.id(), over.id());
    }
  }

  @Test
  void aRampIsToldNoMoreOftenThanTimeAloneMayBe() {
    try (var service = service("2s")) {
      Instant now = Instant.now();
      put(
          service,
          "\"schedule\":{\"ramp\":{\"variant\":\"on\",\"from\":0,\"to\":100,\"start\":\"%s\",\"end\":\"%s\"}}"
              .formatted(now.minusSeconds(60), now.plusSeconds(3600)));
      try (var listener = listen(service)) {
        listener.next();
        // The change itself, if it was told after the stream had begun.
        listener.next();
        Listener.Event first = listener.next();
        Listener.Event second = listener.next();
        assertEquals(first.etag(), second.etag());
        assertTrue(moment(second) - moment(first) >= 2000, first.id() + " " + second.id());
      }
    }
  }

  private FlagService service(String timed) {
    return FlagService.on(redis, Map.of("aviary.ofrep.streams.timed", timed));
  }

  private static Listener listen(FlagService service) {
    return Listener.to(service.request(StreamController.PATH));
  }

  private static void put(FlagService service, String sidecar) {
    String flag =
        "{\"state\":\"ENABLED\",\"variants\":{\"on\":true,\"off\":false},\"defaultVariant\":\"off\",\"aviary\":{%s}}"
            .formatted(sidecar);
    assertEquals(201, service.put("/flags/timed", flag).statusCode());
  }

  /** At which time had changed a result. */
  private static long moment(Listener.Event event) {
    return Long.parseLong(event.id().substring(event.id().lastIndexOf('.') + 1));
  }
}
