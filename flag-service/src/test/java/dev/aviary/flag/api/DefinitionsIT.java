package dev.aviary.flag.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.redis.Keys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DefinitionsIT extends Running {
  private static final String COLOUR =
      "{\"state\":\"ENABLED\",\"variants\":{\"red\":\"#f00\",\"blue\":\"#00f\"},\"defaultVariant\":\"red\","
          + "\"targeting\":{\"if\":[{\"==\":[{\"var\":\"plan\"},\"gold\"]},\"blue\"]},"
          + "\"metadata\":{\"weight\":10.0},\"aviary\":{\"owner\":\"sam\",\"tags\":[\"look\"]}}";

  @Test
  void aWholeDefinitionIsKeptAsItWasWritten() {
    var created = service.put("/flags/colour", COLOUR);
    assertEquals(201, created.statusCode(), created.body());
    assertEquals("\"1\"", etag(created));
    String flag = service.get("/flags/colour").body();
    String definition = COLOUR.substring(1, COLOUR.indexOf(",\"aviary\""));
    assertTrue(flag.contains(definition), flag);
    assertTrue(flag.contains("\"owner\":\"sam\""), flag);
    assertTrue(flag.startsWith("{\"key\":\"colour\",\"on\":false"), flag);
    assertNull(service.redis().get("colour"));
  }

  @Test
  void whatWasReadCanBeSentBack() {
    service.put("/flags/colour", COLOUR);
    var read = service.get("/flags/colour");
    var again = service.put("/flags/colour", read.body(), "If-Match", etag(read));
    assertEquals(200, again.statusCode(), again.body());
    assertEquals("\"1\"", etag(again));
    String changed = read.body().replace("#f00", "#e00");
    assertEquals("\"2\"", etag(service.put("/flags/colour", changed, "If-Match", "\"1\"")));
    String stored = service.redis().get(Keys.flag("colour"));
    assertFalse(stored.contains("changedBy"), stored);
  }

  @Test
  void anEditOfWhatOnlyFollowsFromTheDefinitionIsRefused() {
    service.put("/flags/new_feature", FLAG);
    String edited = service.get("/flags/new_feature").body().replace("\"on\":false", "\"on\":true");
    var answer = service.put("/flags/new_feature", edited);
    assertEquals(422, answer.statusCode());
    assertTrue(answer.body().contains("\"pointer\":\"/on\""), answer.body());
  }

  @Test
  void whatWasReadOfOneFlagMakesNoOther() {
    service.put("/flags/new_feature", FLAG);
    var answer = service.put("/flags/other", service.get("/flags/new_feature").body());
    assertEquals(422, answer.statusCode(), answer.body());
    assertTrue(answer.body().contains("\"pointer\":\"/key\""), answer.body());
  }

  @Test
  void aPatchChangesPartsAndNullRemoves() {
    service.put("/flags/colour", COLOUR);
    var answer =
        service.patch(
            "/flags/colour?by=sam",
            "{\"targeting\":null,\"defaultVariant\":\"blue\",\"aviary\":{\"owner\":\"kim\"}}");
    assertEquals(200, answer.statusCode(), answer.body());
    assertFalse(answer.body().contains("targeting"), answer.body());
    assertTrue(answer.body().contains("\"defaultVariant\":\"blue\""), answer.body());
    assertTrue(answer.body().contains("\"owner\":\"kim\",\"tags\":[\"look\"]"), answer.body());
    assertEquals("flag-changed colour sam: changed", service.events().getLast());
  }

  @Test
  void aPatchMayHaveItsOwnMediaType() {
    service.put("/flags/colour", COLOUR);
    var request =
        service
            .authorized("/flags/colour")
            .header("Content-Type", "application/merge-patch+json")
            .method(
                "PATCH",
                java.net.http.HttpRequest.BodyPublishers.ofString("{\"state\":\"DISABLED\"}"));
    assertTrue(service.send(request).body().contains("DISABLED"));
  }

  @Test
  void aPatchOfWhatIsNoPartOfTheDefinitionIsRefused() {
    service.put("/flags/new_feature", FLAG);
    var answer = service.patch("/flags/new_feature", "{\"on\":true}");
    assertEquals(422, answer.statusCode());
    assertTrue(answer.body().contains("\"pointer\":\"/on\""), answer.body());
    assertEquals(404, service.patch("/flags/never_made", "{}").statusCode());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"variants\":{\"on\":true}} | /state",
        "{\"state\":\"ENABLED\",\"variants\":{\"on\":true},\"defaultVariant\":\"off\"} | /defaultVariant",
        "{\"state\":\"ENABLED\",\"variants\":{\"on\":true},\"targeting\":{\"if\":[{\"nonsense\":[1]},\"on\"]}} | /targeting/if/0",
        "{\"state\":\"ENABLED\",\"variants\":{\"on\":true},\"metadata\":{\"a\":{}}} | /metadata/a",
        "{\"state\":\"ENABLED\",\"variants\":{\"on\":true},\"aviary\":{\"expires\":\"soon\"}} | /aviary/expires",
        "{\"state\":\"ENABLED\",\"variants\":{\"on\":true},\"aviary\":{\"kill\":{\"until\":\"2030-01-01T00:00:00Z\",\"variant\":\"x\"}}} | /aviary/kill/variant",
        "{\"state\":\"ENABLED\",\"variants\":{\"on\":true},\"aviary\":{\"prerequisites\":[{\"flag\":\"never_made\",\"variant\":\"on\"}]}} | /aviary/prerequisites/0",
        "{\"state\":\"ENABLED\",\"variants\":{\"on\":true},\"aviary\":{\"prerequisites\":[{\"flag\":\"new_feature\",\"variant\":\"on\"}]}} | /aviary/prerequisites/0"
      })
  void aWrongDefinitionIsRefusedWithThePlaceAndNothingIsChanged(String body, String pointer) {
    service.put("/flags/new_feature", FLAG);
    var before = service.redis().keys("*");
    String stored = service.redis().get(Keys.flag("new_feature"));
    var answer = service.put("/flags/new_feature", body);
    assertEquals(422, answer.statusCode(), answer.body());
    assertEquals(
        "application/problem+json", answer.headers().firstValue("Content-Type").orElse(""));
    assertTrue(answer.body().contains("\"pointer\":\"" + pointer), answer.body());
    assertEquals(before, service.redis().keys("*"));
    assertEquals(stored, service.redis().get(Keys.flag("new_feature")));
  }

  @Test
  void everyPlaceThatIsWrongIsNamed() {
    var answer =
        service.put(
            "/flags/new_feature",
            "{\"state\":\"ON\",\"variants\":{\"on\":true},\"defaultVariant\":\"x\"}");
    assertTrue(answer.body().contains("\"pointer\":\"/state\""), answer.body());
    assertTrue(answer.body().contains("\"pointer\":\"/defaultVariant\""), answer.body());
  }

  @Test
  void whatMayFailIsWarnedOfInTheAnswerAlone() {
    String rule = "{" + BOOLEAN + ",\"targeting\":{\"var\":\"plan\"}}";
    var answer = service.put("/flags/new_feature", rule);
    assertEquals(201, answer.statusCode(), answer.body());
    assertTrue(answer.body().contains("\"warnings\":[{\"pointer\":\"/targeting\""), answer.body());
    assertFalse(service.get("/flags/new_feature").body().contains("warnings"));
    assertEquals("\"1\"", etag(service.put("/flags/new_feature", answer.body())));
    assertTrue(service.put("/flags/other?dryRun=true", rule).body().contains("\"warnings\":[{"));
  }

  @Test
  void aFlagThatOthersRelyOnCannotGo() {
    service.put("/flags/base", FLAG);
    service.put(
        "/flags/new_feature",
        "{"
            + BOOLEAN
            + ",\"aviary\":{\"prerequisites\":[{\"flag\":\"base\",\"variant\":\"on\"}]}}");
    var answer = service.delete("/flags/base");
    assertEquals(422, answer.statusCode(), answer.body());
    assertTrue(answer.body().contains("/flags/new_feature/aviary/prerequisites/0"), answer.body());
    assertEquals(200, service.get("/flags/base").statusCode());
  }

  @Test
  void jsonThatIsNoJsonIsRefusedWithItsPlace() {
    var answer =
        service.put("/flags/new_feature", "{\"state\": \"ENABLED\", \"variants\": {\"on\": tru}}");
    assertEquals(400, answer.statusCode());
    assertTrue(answer.body().contains("line 1"), answer.body());
    assertTrue(answer.body().contains("\"errors\":[{\"pointer\":\"/variants/on\""), answer.body());
  }

  @Test
  void whatIsTooDeepTooLongOrTooLargeIsRefused() {
    String deep = "{\"!\":".repeat(100) + "1" + "}".repeat(100);
    assertEquals(
        400,
        service
            .put("/flags/new_feature", "{" + BOOLEAN + ",\"targeting\":" + deep + "}")
            .statusCode());
    String large =
        "{"
            + BOOLEAN
            + ",\"metadata\":{\"a\":\""
            + "x".repeat(99_000)
            + "\",\"b\":\""
            + "x".repeat(9_000)
            + "\"}}";
    var answer = service.put("/flags/new_feature", large);
    assertEquals(422, answer.statusCode(), answer.body());
    assertTrue(answer.body().contains("100,000 are the most"), answer.body());
    String megabyte = "{" + BOOLEAN + ",\"metadata\":{\"a\":\"" + "x".repeat(1_000_000) + "\"}}";
    assertEquals(413, service.put("/flags/new_feature", megabyte).statusCode());
    assertEquals(404, service.get("/flags/new_feature").statusCode());
  }

  @Test
  void aRuleOfTooManyPartsIsRefused() {
    String bomb = "{\"and\":[" + "{\"!\":1},".repeat(11_000) + "1]}";
    var answer = service.put("/flags/new_feature", "{" + BOOLEAN + ",\"targeting\":" + bomb + "}");
    assertEquals(422, answer.statusCode());
    assertTrue(answer.body().contains("\"pointer\":\"/targeting"), answer.body());
    assertEquals(404, service.get("/flags/new_feature").statusCode());
  }

  @Test
  void theShortFormMakesAFlagWithARuleOnForEverybodyAndToggleKeepsTheRule() {
    String ruled =
        "{"
            + BOOLEAN
            + ",\"defaultVariant\":\"on\",\"targeting\":{\"if\":[{\"var\":\"x\"},\"off\"]}}";
    service.put("/flags/new_feature", ruled);
    String toggled = service.toggle("new_feature").body();
    assertTrue(toggled.contains("\"state\":\"DISABLED\""), toggled);
    assertTrue(toggled.contains("\"targeting\""), toggled);
    assertTrue(service.toggle("new_feature").body().contains(",\"on\":true"));
    String off = service.put("/flags/new_feature", "{\"on\": false}").body();
    assertTrue(off.contains("\"on\":false"), off);
    assertFalse(off.contains("targeting"), off);
  }

  @Test
  void aFlagThatIsNotBooleanIsNeitherOnNorOff() {
    service.put("/flags/colour", COLOUR);
    var answer = service.put("/flags/colour", "{\"on\": true}");
    assertEquals(422, answer.statusCode());
    assertTrue(answer.body().contains("other values than true and false"), answer.body());
    assertTrue(service.toggle("colour").body().contains("\"state\":\"DISABLED\""));
  }
}
