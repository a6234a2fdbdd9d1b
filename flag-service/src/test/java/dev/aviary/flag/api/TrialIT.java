package dev.aviary.flag.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.redis.Keys;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class TrialIT extends Running {
  @Test
  void aTrialTellsWhatWouldChangeAndChangesNothing() {
    service.put("/flags/new_feature", FLAG);
    Map<String, String> before = everything();
    String put = service.put("/flags/new_feature?dryRun=true", "{\"on\": true}").body();
    assertEquals(
        "{\"dryRun\":true,\"revision\":1,\"changes\":[{\"key\":\"new_feature\",\"what\":\"turned on\",\"on\":true,"
            + "\"difference\":[{\"pointer\":\"/defaultVariant\",\"before\":\"off\",\"after\":\"on\"}]}]}",
        put);
    assertTrue(service.put("/flags/other?dryRun=true", FLAG).body().contains("created, off"));
    assertTrue(
        service
            .patch("/flags/new_feature?dryRun=true", "{\"aviary\":{\"owner\":\"sam\"}}")
            .body()
            .contains("\"difference\":[{\"pointer\":\"/aviary\",\"after\":{\"owner\":\"sam\"}}]"));
    assertTrue(
        service.post("/flags/new_feature/toggle?dryRun=true", "").body().contains("turned on"));
    assertTrue(service.post("/flags/new_feature/kill?dryRun=true", "").body().contains("/aviary"));
    assertTrue(service.delete("/flags/new_feature?dryRun=true").body().contains("removed"));
    assertTrue(service.put("/flags.json?dryRun=true", "{\"flags\":{}}").body().contains("removed"));
    assertEquals(before, everything());
    assertEquals(404, service.get("/flags/other").statusCode());
  }

  @Test
  void aTrialOfNothingNewChangesNothing() {
    service.put("/flags/new_feature", FLAG);
    assertTrue(
        service.put("/flags/new_feature?dryRun=true", FLAG).body().contains("\"changes\":[]"));
  }

  @Test
  void aTrialIsRefusedLikeTheRealThing() {
    service.put("/flags/new_feature", FLAG);
    assertEquals(422, service.put("/flags/new_feature?dryRun=true", "{\"state\":1}").statusCode());
    assertEquals(
        412, service.put("/flags/new_feature?dryRun=true", FLAG, "If-Match", "\"9\"").statusCode());
    assertEquals(404, service.delete("/flags/never_made?dryRun=true").statusCode());
    var without =
        service.request("/flags/new_feature?dryRun=true").PUT(BodyPublishers.ofString(FLAG));
    assertEquals(401, service.send(without).statusCode());
  }

  @Test
  void aDoubtfulWordForATrialChangesNothing() {
    service.put("/flags/new_feature", FLAG);
    assertEquals(400, service.delete("/flags/new_feature?dryRun=1").statusCode());
    assertEquals(200, service.delete("/flags/new_feature?dryRun").statusCode());
    assertEquals(200, service.get("/flags/new_feature").statusCode());
    assertEquals(204, service.delete("/flags/new_feature?dryRun=false").statusCode());
  }

  private Map<String, String> everything() {
    var all = new TreeMap<>(service.redis().hgetall(Keys.FLAGS));
    all.put("keys", String.valueOf(service.redis().keys("*").stream().sorted().toList()));
    all.put("document", service.redis().get(Keys.flag("new_feature")));
    all.put("events", String.valueOf(service.events()));
    all.put("history", String.valueOf(service.redis().xlen(Keys.flagHistory("new_feature"))));
    return all;
  }
}
