package dev.aviary.flag.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.event.EventLog;
import dev.aviary.contract.redis.Keys;
import dev.aviary.flag.json.JsonException;
import dev.aviary.flag.json.JsonReader;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class FlagFileIT extends Running {
  private static final String FILE =
      """
      {"$schema":"https://flagd.dev/schema/v0/flags.json",\
      "metadata":{"flagSetId":"shop","version":"v7"},\
      "$evaluators":{"is-gold":{"==":[{"var":"plan"},"gold"]}},\
      "flags":{"colour":{"state":"ENABLED","variants":{"red":"#f00","blue":"#00f"},"defaultVariant":"red",\
      "targeting":{"if":[{"$ref":"is-gold"},"blue"]}},\
      "ratio":{"state":"DISABLED","variants":{"low":1.50,"high":1e3},"defaultVariant":null,"metadata":{"n":10.0}}}}\
      """;

  @Test
  void whatIsImportedIsExportedUnchanged() throws JsonException {
    var answer = service.put("/flags.json", FILE);
    assertEquals(200, answer.statusCode(), answer.body());
    assertTrue(answer.body().startsWith("{\"dryRun\":false,\"revision\":1,"), answer.body());
    var exported = service.get("/flags.json");
    assertEquals(JsonReader.parse(FILE), JsonReader.parse(exported.body()));
    assertEquals("\"1\"", etag(exported));
    assertTrue(service.get("/flags/colour").body().contains("is-gold"));
  }

  @Test
  void anImportReplacesTheSet() {
    service.put("/flags/new_feature", "{\"on\": true}");
    service.put("/flags.json?by=sam&reason=move", FILE);
    assertEquals(404, service.get("/flags/new_feature").statusCode());
    assertEquals(0L, service.redis().exists("new_feature"));
    assertTrue(service.events().contains("flag-removed new_feature sam: removed: move"));
    assertTrue(
        service.events().contains("flag-set-changed null sam: changed what flags share: move"));
    assertTrue(service.post("/flags/new_feature/rollback/1", "").body().contains(",\"on\":true"));
  }

  @Test
  void aFlagThatSharedRulesTurnIsToldByWhoChangedThem() {
    String file =
        "{\"$evaluators\":{\"open\":{\"==\":[1,%d]}},\"flags\":{\"new_feature\":{"
            + BOOLEAN
            + ",\"defaultVariant\":\"off\",\"targeting\":{\"if\":[{\"$ref\":\"open\"},\"on\",\"off\"]}}}}";
    service.put("/flags.json", file.formatted(2));
    var answer = service.put("/flags.json?by=sam&reason=launch", file.formatted(1));
    assertEquals(200, answer.statusCode(), answer.body());
    assertEquals("true", service.redis().get("new_feature"));
    var events = service.events();
    assertEquals(
        List.of(
            "flag-set-changed null sam: changed what flags share: launch",
            "flag-turned new_feature sam: turned on by a change of what flags share: launch"),
        events.subList(events.size() - 2, events.size()));
  }

  @Test
  void theSidecarIsLeftOutUnlessAskedForAndKeptByAnImportWithoutIt() {
    service.put("/flags/new_feature", "{" + BOOLEAN + ",\"aviary\":{\"owner\":\"sam\"}}");
    String plain = service.get("/flags.json").body();
    assertFalse(plain.contains("aviary"), plain);
    assertTrue(service.get("/flags.json?sidecar=true").body().contains("\"owner\":\"sam\""));
    service.put("/flags.json", plain);
    assertTrue(service.get("/flags/new_feature").body().contains("\"owner\":\"sam\""));
    assertEquals("\"1\"", etag(service.get("/flags.json")), "the same again changes nothing");
  }

  @Test
  void aKeptSidecarThatDoesNotGoWithTheNewDefinitionRefusesTheFile() {
    service.put("/flags/new_feature", "{\"on\": true}");
    service.post("/flags/new_feature/kill?variant=off", "");
    var answer =
        service.put(
            "/flags.json",
            "{\"flags\":{\"new_feature\":{\"state\":\"ENABLED\",\"variants\":{\"on\":true}}}}");
    assertEquals(422, answer.statusCode(), answer.body());
    assertTrue(answer.body().contains("/flags/new_feature/aviary/kill/variant"), answer.body());
  }

  @Test
  void anImportOnTopOfAnOlderSetIsRefused() {
    service.put("/flags/new_feature", FLAG);
    String tag = etag(service.get("/flags.json"));
    service.put("/flags/new_feature", "{\"on\": true}");
    assertEquals(412, service.put("/flags.json", FILE, "If-Match", tag).statusCode());
    assertEquals(200, service.get("/flags/new_feature").statusCode());
    tag = etag(service.get("/flags.json"));
    assertEquals(200, service.put("/flags.json", FILE, "If-Match", tag).statusCode());
  }

  @Test
  void oneWrongFlagRefusesTheWholeFileWithItsPlace() {
    service.put("/flags/new_feature", FLAG);
    var before = service.redis().hgetall(Keys.FLAGS);
    var answer =
        service.put(
            "/flags.json",
            FILE.replace("\"DISABLED\"", "\"OFF\"").replace("is-gold\"}", "is-old\"}"));
    assertEquals(422, answer.statusCode(), answer.body());
    assertTrue(answer.body().contains("\"pointer\":\"/flags/ratio/state\""), answer.body());
    assertEquals(before, service.redis().hgetall(Keys.FLAGS));
    String unknown =
        service
            .put("/flags.json", FILE.replace("\"$ref\":\"is-gold\"", "\"$ref\":\"is-old\""))
            .body();
    assertTrue(unknown.contains("\"pointer\":\"/flags/colour/targeting"), unknown);
  }

  @Test
  void aFileOfFiveThousandFlagsIsTakenAndOneMoreIsNot() {
    assertEquals(200, service.put("/flags.json", many(5_000)).statusCode());
    assertEquals("true", service.redis().get("f4999"));
    assertEquals(
        "flags-changed null api: 5000 flags changed; 10 of the places that differ are listed, the"
            + " history of each has all",
        service.events().getLast());
    var places = service.bean(EventLog.class).newest(1).getFirst().difference();
    assertEquals(10, places.size());
    assertTrue(places.getFirst().pointer().startsWith("/flags/"), places.toString());
    var answer = service.put("/flags/one_more", FLAG);
    assertEquals(422, answer.statusCode());
    assertTrue(answer.body().contains("5,000 are the most"), answer.body());
    assertEquals(422, service.put("/flags.json", many(5_001)).statusCode());
    assertEquals(200, service.toggle("f0").statusCode());
  }

  @Test
  void eachFlagOfAFullSetCanBeKilledAndTheSetImportedAgain() {
    assertEquals(200, service.put("/flags.json", full(83_149)).statusCode());
    var more = service.put("/flags.json", full(83_150));
    assertEquals(422, more.statusCode());
    assertTrue(more.body().contains("with room for a kill of each"), more.body());
    for (int i = 0; i < 30; i++) {
      var killed = service.post("/flags/f%02d/kill?variant=off".formatted(i), "");
      assertEquals(200, killed.statusCode(), killed.body());
    }
    String export = service.get("/flags.json?sidecar=true").body();
    assertEquals(200, service.put("/flags.json", export).statusCode());
    assertEquals(200, service.delete("/flags/f00/kill").statusCode());
    assertEquals(204, service.delete("/flags/f01").statusCode());
  }

  private static String full(int length) {
    String flag = "{" + BOOLEAN + ",\"defaultVariant\":\"on\",\"metadata\":{\"text\":\"%s\"}}";
    return IntStream.range(0, 30)
        .mapToObj(i -> "\"f%02d\":".formatted(i) + flag.formatted("x".repeat(length)))
        .collect(Collectors.joining(",", "{\"flags\":{", "}}"));
  }

  private static String many(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"f" + i + "\":" + FLAG.replace("\"off\"}", "\"on\"}"))
        .collect(Collectors.joining(",", "{\"flags\":{", "}}"));
  }
}
