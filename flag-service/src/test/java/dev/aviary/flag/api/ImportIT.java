package dev.aviary.flag.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.redis.Keys;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ImportIT extends Running {
  private static final String TWO_STAGES =
      """
      {"flags":{\
      "a":{"state":"ENABLED","variants":{"on":true},"defaultVariant":"on","targeting":{"if":[{"equals":[1,2]},"on"]}},\
      "b":{"state":"on","variants":{"on":true},"targeting":{"if":[true,"onn"]},\
      "aviary":{"prerequisites":[{"flag":"none","variant":"on"}]}},\
      "c":{"state":"ENABLED","variants":{"on":true,"off":false},"defaultVariant":"on",\
      "aviary":{"prerequisites":[{"flag":"b","variant":"on"}]}},\
      "d":{"state":"ENABLED","variants":{"on":true,"off":false},"defaultVariant":"on"}}}\
      """;

  @Test
  void everyPlaceOfEveryStageIsNamedAtOnce() {
    var answer = service.put("/flags.json", TWO_STAGES);
    assertEquals(422, answer.statusCode(), answer.body());
    assertPointers(
        answer.body(),
        "/flags/a/targeting/if/0/equals",
        "/flags/b/state",
        "/flags/b/targeting/if/1",
        "/flags/b/aviary/prerequisites/0/flag");
    assertFalse(answer.body().contains("/flags/c"), answer.body());
    assertEquals("{}", service.redis().hgetall(Keys.FLAGS).toString());
  }

  @Test
  void theSameOfOneFlag() {
    var answer =
        service.put(
            "/flags/b",
            "{\"state\":\"on\",\"variants\":{\"on\":true},\"targeting\":{\"if\":[true,\"onn\"]},"
                + "\"aviary\":{\"kill\":{\"until\":\"2030-01-01T00:00:00Z\",\"variant\":\"x\"},"
                + "\"prerequisites\":[{\"flag\":\"none\",\"variant\":\"on\"}]}}");
    assertEquals(422, answer.statusCode(), answer.body());
    assertPointers(
        answer.body(),
        "/state",
        "/targeting/if/1",
        "/aviary/kill/variant",
        "/aviary/prerequisites/0/flag");
  }

  @Test
  void aPartialImportTakesTheRestAndSaysWhatItLeftOut() {
    service.put("/flags/a", FLAG);
    service.put("/flags/gone", FLAG);
    var answer = service.put("/flags.json?partial=true", TWO_STAGES);
    assertEquals(200, answer.statusCode(), answer.body());
    assertTrue(
        answer.body().contains("\"refused\":[{\"key\":\"a\",\"errors\":[{\"pointer\":\"/flags/a/"),
        answer.body());
    assertTrue(service.get("/flags/a").body().contains("\"off\":false"), "it stays as it was");
    assertEquals(404, service.get("/flags/b").statusCode());
    assertEquals(404, service.get("/flags/c").statusCode(), "what it wants is not there");
    assertEquals(200, service.get("/flags/d").statusCode());
    assertEquals(404, service.get("/flags/gone").statusCode());
    assertEquals("true", service.redis().get("d"));
  }

  @Test
  void aPartialImportOfNothingThatIsRightIsRefused() {
    service.put("/flags/kept", FLAG);
    var answer = service.put("/flags.json?partial=true", "{\"flags\":{\"b\":{\"state\":\"on\"}}}");
    assertEquals(422, answer.statusCode(), answer.body());
    assertPointers(answer.body(), "/flags/b/state", "/flags/b/variants");
    assertEquals(200, service.get("/flags/kept").statusCode());
  }

  @Test
  void flagsInAnArrayAreNamedByTheirNumber() {
    var answer =
        service.put(
            "/flags.json",
            "{\"flags\":[{\"key\":\"x\","
                + BOOLEAN
                + "},{\"key\":\"a\","
                + BOOLEAN
                + ",\"targeting\":{\"if\":[true,\"onn\"]}}]}");
    assertPointers(answer.body(), "/flags/1/targeting/if/1");
  }

  @Test
  void aTrialOfAPartialImportChangesNothing() {
    var answer = service.put("/flags.json?partial=true&dryRun=true", TWO_STAGES);
    assertTrue(answer.body().contains("\"refused\":[{\"key\":\"a\""), answer.body());
    assertEquals(404, service.get("/flags/d").statusCode());
  }

  @Test
  void fiveThousandFlagsWithARuleEachFit() {
    String file = ruled(5_000);
    assertTrue(file.length() > 1_000_000, () -> "it has " + file.length());
    var answer = service.put("/flags.json", file);
    assertEquals(200, answer.statusCode(), answer::toString);
    assertEquals(200, service.put("/flags.json", service.get("/flags.json").body()).statusCode());
    assertEquals(200, service.post("/flags/f17/kill?variant=off", "").statusCode());
  }

  @Test
  void onlyAFileMayBeLongerThanAMegabyte() {
    String long1 = "{" + BOOLEAN + ",\"metadata\":{\"a\":\"" + "x".repeat(1_000_001) + "\"}}";
    assertEquals(413, service.put("/flags/new_feature", long1).statusCode());
    assertEquals(413, service.post("/ofrep/v1/evaluate/flags", long1).statusCode());
    String file = "{\"flags\":{}," + " ".repeat(2_600_000) + "\"x\":1}";
    assertEquals(413, service.put("/flags.json", file).statusCode());
  }

  static String ruled(int count) {
    return IntStream.range(0, count)
        .mapToObj(i ->
            "\"f%d\":{%s,\"defaultVariant\":\"off\",\"targeting\":{\"if\":[{\"in\":[{\"var\":\"plan\"},[\"gold\",\"silver\",\"p%d\"]]},\"on\",\"off\"]},\"metadata\":{\"team\":\"checkout\",\"ticket\":%d}}"
                .formatted(i, BOOLEAN, i, i))
        .collect(Collectors.joining(",", "{\"flags\":{", "}}"));
  }

  private static void assertPointers(String body, String... pointers) {
    for (String pointer : pointers) {
      assertTrue(body.contains("\"pointer\":\"" + pointer + "\""), pointer + " of " + body);
    }
    assertEquals(pointers.length, body.split("\"pointer\":", -1).length - 1, body);
  }
}
