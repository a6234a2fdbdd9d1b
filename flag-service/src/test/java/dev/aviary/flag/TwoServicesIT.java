package dev.aviary.flag;

import static dev.aviary.contract.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.testing.RealRedis;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two flag services of one instance, on machines whose clocks differ by five seconds. */
final class TwoServicesIT {
  private static final String BOOLEAN =
      "\"state\":\"ENABLED\",\"variants\":{\"on\":true,\"off\":false}";

  private final RealRedis redis = RealRedis.start();
  private final FlagService one = FlagService.on(redis);
  private final FlagService other = FlagService.on(redis, Map.of(AheadClock.AHEAD, "5s"));

  @AfterEach
  void stop() {
    one.close();
    other.close();
    redis.close();
  }

  @Test
  void aScheduleTurnsAFlagOnceThoughOneClockIsAhead() {
    Instant soon = Instant.now().plusSeconds(2);
    String schedule =
        "\"aviary\":{\"schedule\":{\"onFrom\":\"%s\",\"offFrom\":\"%s\"}}"
            .formatted(soon, soon.plusSeconds(2));
    one.put("/flags/new_feature", "{" + BOOLEAN + ",\"defaultVariant\":\"on\"," + schedule + "}");
    eventually("the other has it", () -> other.get("/flags/new_feature").statusCode() == 200);
    eventually("on", () -> "true".equals(one.redis().get("new_feature")));
    eventually("off again", () -> one.redis().get("new_feature") == null);
    seenByBoth();
    assertEquals(
        List.of(
            "flag-changed new_feature api: created, off",
            "flag-turned new_feature schedule: turned on: so its schedule has it",
            "flag-turned new_feature schedule: turned off: so its schedule has it"),
        one.events().subList(0, 3));
    assertEquals(4, one.events().size(), one.events().toString());
  }

  @Test
  void theEndOfAKillIsToldOnce() {
    String rule = "{\"if\":[{\"var\":\"x\"},\"on\",\"off\"]}";
    one.put(
        "/flags/new_feature",
        "{" + BOOLEAN + ",\"defaultVariant\":\"off\",\"targeting\":" + rule + "}");
    one.post("/flags/new_feature/kill?until=" + Instant.now().plusSeconds(2), "");
    eventually("told", () -> one.events().size() == 3);
    seenByBoth();
    assertEquals(
        List.of("flag-returned new_feature kill ended: its kill ended"),
        one.events().stream().filter(each -> each.startsWith("flag-returned")).toList());
  }

  @Test
  void ofTwoImportsAtOnceOneIsWholeAndBothServicesAnswerIt() throws Exception {
    List<Callable<HttpResponse<String>>> imports =
        List.of(() -> one.put("/flags.json", file("a")), () -> other.put("/flags.json", file("b")));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<HttpResponse<String>> each : threads.invokeAll(imports)) {
        assertEquals(200, each.get().statusCode(), each.get().body());
      }
    }
    eventually(
        "the same", () -> one.get("/flags.json").body().equals(other.get("/flags.json").body()));
    String whole = one.get("/flags.json").body();
    assertTrue(whole.contains("a-1") ^ whole.contains("b-1"), whole);
    assertEquals(whole.contains("a-1"), whole.contains("a-2"), whole);
    assertEquals(whole.contains("b-1"), whole.contains("b-2"), whole);
  }

  /** What both have looked at since: a flag that came after all that is told by then. */
  private void seenByBoth() {
    one.redis().set("marker", "true");
    for (FlagService each : List.of(one, other)) {
      eventually("seen", () -> each.get("/flags/marker").statusCode() == 200);
    }
  }

  private static String file(String name) {
    String flag = "{" + BOOLEAN + ",\"defaultVariant\":\"on\"}";
    return "{\"flags\":{\"%1$s-1\":%2$s,\"%1$s-2\":%2$s}}".formatted(name, flag);
  }
}
