package dev.aviary.flag.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** A change that is sent again with its {@code Idempotency-Key}. */
final class RepeatedChangeIT extends Running {
  private static final String KEY = "Idempotency-Key";
  private static final String PATH = "/flags/new_feature";

  @Test
  void aFlagIsToggledOnce() {
    service.put(PATH, "{\"on\": false}");
    HttpResponse<String> first = service.post(PATH + "/toggle?by=sam", "", KEY, "one");
    assertReplayed(first, service.post(PATH + "/toggle?by=sam", "", KEY, "one"));
    assertEquals("true", service.redis().get("new_feature"));
    assertEquals(2, service.events().size(), service.events().toString());
  }

  @Test
  void aKillThatIsSentAgainEndsWhenItWasToEnd() {
    service.put(PATH, "{\"on\": true}");
    HttpResponse<String> first = service.post(PATH + "/kill?for=1h", "", KEY, "one");
    assertReplayed(first, service.post(PATH + "/kill?for=1h", "", KEY, "one"));
    service.send(service.authorized(PATH + "/kill").DELETE());
    HttpResponse<String> late = service.post(PATH + "/kill?for=1h", "", KEY, "one");
    assertEquals(200, late.statusCode(), late.body());
    assertEquals("true", service.redis().get("new_feature"), "it was let go since");
  }

  @Test
  void aDefinitionThatIsSentAgainDoesNotUndoTheNextOne() {
    HttpResponse<String> first = service.put(PATH, "{\"on\": true}", KEY, "one");
    assertEquals(201, first.statusCode(), first.body());
    service.put(PATH, "{\"on\": false}");
    HttpResponse<String> again = service.put(PATH, "{\"on\": true}", KEY, "one");
    assertEquals(200, again.statusCode(), again.body());
    assertEquals("\"2\"", etag(again));
    assertNull(service.redis().get("new_feature"));
  }

  @Test
  void aChangeThatChangedNothingIsRememberedToo() {
    service.put(PATH, "{\"on\": true}");
    service.put(PATH, "{\"on\": true}", KEY, "one");
    service.put(PATH, "{\"on\": false}");
    service.put(PATH, "{\"on\": true}", KEY, "one");
    assertNull(service.redis().get("new_feature"));
    assertEquals(2, service.events().size(), service.events().toString());
  }

  @Test
  void aRollBackPatchAndRemovalAreDoneOnce() {
    service.put(PATH, "{\"on\": false}");
    service.put(PATH, "{\"on\": true}");
    HttpResponse<String> back = service.post(PATH + "/rollback/1", "", KEY, "one");
    assertReplayed(back, service.post(PATH + "/rollback/1", "", KEY, "one"));
    String patch = "{\"aviary\":{\"owner\":\"sam\"}}";
    HttpResponse<String> patched = service.patch(PATH, patch, KEY, "two");
    assertReplayed(patched, service.patch(PATH, patch, KEY, "two"));
    assertEquals(204, remove("three").statusCode());
    assertEquals(204, remove("three").statusCode());
    assertEquals(404, remove("four").statusCode());
  }

  @Test
  void aFileOfFlagsIsTakenOnce() {
    String file = "{\"flags\":{\"new_feature\":" + FLAG + "}}";
    HttpResponse<String> first = service.put("/flags.json", file, KEY, "one");
    assertEquals(200, first.statusCode(), first.body());
    service.put(PATH, "{\"on\": true}");
    HttpResponse<String> again = service.put("/flags.json", file, KEY, "one");
    assertEquals(200, again.statusCode(), again.body());
    assertTrue(again.body().contains("\"revision\":1"), again.body());
    assertEquals("true", service.redis().get("new_feature"));
  }

  @Test
  void flagsOfAnotherProductAreImportedOnce() {
    String yaml =
        "new_feature:\n  variations: {on: true, off: false}\n  defaultRule: {variation: on}\n";
    assertEquals(200, foreign(yaml).statusCode());
    service.put(PATH, "{\"on\": false}");
    HttpResponse<String> again = foreign(yaml);
    assertEquals("true", again.headers().firstValue("Idempotency-Replayed").orElse(""));
    assertNull(service.redis().get("new_feature"));
  }

  @Test
  void requestsOfOneKeyAtTheSameTimeAreOneChange() throws Exception {
    service.put(PATH, "{\"on\": false}");
    try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<HttpResponse<String>>> same = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        same.add(() -> service.post(PATH + "/toggle", "", KEY, "one"));
      }
      for (var answer : people.invokeAll(same)) {
        assertEquals(200, answer.get().statusCode(), answer.get().body());
      }
    }
    assertEquals("true", service.redis().get("new_feature"));
    assertEquals(2, service.events().size(), service.events().toString());
  }

  @Test
  void anotherRequestWithTheKeyIs422AndARefusedOneIsDecidedAnew() {
    assertEquals(404, service.post(PATH + "/toggle", "", KEY, "one").statusCode());
    service.put(PATH, "{\"on\": false}");
    assertEquals(200, service.post(PATH + "/toggle", "", KEY, "one").statusCode());
    assertEquals(422, service.post(PATH + "/kill", "", KEY, "one").statusCode());
    assertEquals(422, service.put(PATH, "{\"on\": true}", KEY, "one").statusCode());
    assertEquals(400, service.post(PATH + "/toggle", "", KEY, "a b").statusCode());
    assertEquals("true", service.redis().get("new_feature"));
  }

  @Test
  void aTrialIsNotRemembered() {
    service.put(PATH, "{\"on\": false}");
    for (int i = 0; i < 2; i++) {
      HttpResponse<String> trial = service.post(PATH + "/toggle?dryRun=true", "", KEY, "one");
      assertTrue(trial.body().contains("\"dryRun\":true"), trial.body());
    }
    assertEquals(200, service.post(PATH + "/toggle", "", KEY, "one").statusCode());
    assertEquals("true", service.redis().get("new_feature"));
  }

  private HttpResponse<String> remove(String key) {
    return service.send(service.authorized(PATH).header(KEY, key).DELETE());
  }

  private HttpResponse<String> foreign(String yaml) {
    return service.send(
        service
            .authorized("/flags/import?format=goff")
            .header("Content-Type", "application/yaml")
            .header(KEY, "one")
            .POST(BodyPublishers.ofString(yaml)));
  }

  private static void assertReplayed(HttpResponse<String> first, HttpResponse<String> again) {
    assertEquals("true", again.headers().firstValue("Idempotency-Replayed").orElse(""));
    assertEquals(first.statusCode(), again.statusCode(), again.body());
    assertEquals(first.body(), again.body());
    assertEquals(etag(first), etag(again));
  }
}
