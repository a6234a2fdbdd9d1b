package dev.aviary.flag.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.testing.RealRedis;
import dev.aviary.flag.FlagService;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ForeignImportIT {
  private static final String YAML =
      """
      new-page:
        variations: {on: true, off: false}
        defaultRule: {variation: on}
      growing:
        variations: {on: true, off: false}
        defaultRule: {progressiveRollout: {initial: {variation: off}, end: {variation: on}}}
      """;

  private final RealRedis redis = RealRedis.start();
  private final FlagService service = FlagService.on(redis);

  @AfterEach
  void stop() {
    service.close();
    redis.close();
  }

  @Test
  void aFileOfAnotherProductIsAddedToTheFlagsThatThereAre() {
    service.put("/flags/mine", "{\"on\": true}");
    HttpResponse<String> answer = send("goff", YAML, "&by=sam");
    assertEquals(200, answer.statusCode(), answer.body());
    assertTrue(answer.body().contains("\"imported\":[\"new-page\"]"), answer.body());
    assertTrue(
        answer
            .body()
            .contains(
                "\"leftOut\":[{\"key\":\"growing\",\"pointer\":\"/growing/defaultRule/progressiveRollout\""),
        answer.body());
    assertEquals("true", service.redis().get("new-page"));
    assertEquals("true", service.redis().get("mine"));
    assertEquals(404, service.get("/flags/growing").statusCode());
  }

  @Test
  void aTrialChangesNothing() {
    assertTrue(send("goff", YAML, "&dryRun=true").body().contains("\"dryRun\":true"));
    assertEquals(404, service.get("/flags/new-page").statusCode());
  }

  @Test
  void aFlagThatIsThereKeepsItsSidecar() {
    service.put("/flags/new-page", "{\"on\": false, \"description\": \"kept\"}");
    send("goff", YAML, "");
    assertTrue(service.get("/flags/new-page").body().contains("\"description\":\"kept\""));
    assertEquals("true", service.redis().get("new-page"));
  }

  @Test
  void whatIsNoFileOfThatProductIsRefusedWithThePlace() {
    assertEquals(400, send("other", YAML, "").statusCode());
    assertEquals(422, send("flipt", YAML, "").statusCode());
    HttpResponse<String> broken = send("goff", "a: [", "");
    assertEquals(422, broken.statusCode());
    assertTrue(broken.body().contains("it is no YAML"), broken.body());
  }

  @Test
  void aFileOfAnotherProductMayBeAsLongAsOurOwn() {
    String padding = "{\"metadata\": \"" + "x".repeat(90_000) + "\"},";
    String file = "{\"flags\": [" + padding.repeat(20) + "{}]}";
    assertTrue(file.length() > 1_000_000, () -> "it has " + file.length());
    HttpResponse<String> taken = send("flipt", file, "&dryRun=true");
    assertTrue(taken.statusCode() != 413, taken.body());
    assertEquals(413, send("flipt", file + " ".repeat(2_500_000), "").statusCode());
  }

  @Test
  void importingWantsTheToken() {
    var request =
        service
            .request("/flags/import?format=goff")
            .header("Content-Type", "application/yaml")
            .POST(BodyPublishers.ofString(YAML));
    assertEquals(401, service.send(request).statusCode());
  }

  private HttpResponse<String> send(String format, String text, String more) {
    return service.send(
        service
            .authorized("/flags/import?format=" + format + more)
            .header("Content-Type", "application/yaml")
            .POST(BodyPublishers.ofString(text)));
  }
}
