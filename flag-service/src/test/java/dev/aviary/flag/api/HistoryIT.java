package dev.aviary.flag.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.event.Event;
import dev.aviary.contract.event.EventLog;
import org.junit.jupiter.api.Test;

final class HistoryIT extends Running {
  @Test
  void everyChangeSaysWhoWhenWhyAndWhat() {
    service.put("/flags/new_feature", FLAG);
    service.put("/flags/new_feature?by=sam&reason=launch%20day", "{\"on\": true}");
    String history = service.get("/flags/new_feature/history").body();
    assertTrue(
        history.startsWith("{\"key\":\"new_feature\",\"history\":[{\"revision\":2,\"at\":\""),
        history);
    assertTrue(
        history.contains(
            "\"by\":\"sam\",\"reason\":\"launch day\",\"what\":\"turned on\",\"difference\":"
                + "[{\"pointer\":\"/defaultVariant\",\"before\":\"off\",\"after\":\"on\"}]"),
        history);
    assertTrue(history.contains("\"what\":\"created, off\""), history);
    assertTrue(service.get("/flags/new_feature").body().contains("\"reason\":\"launch day\""));
  }

  @Test
  void theTimelineTellsTheDifference() {
    service.put("/flags/new_feature", FLAG);
    service.put("/flags/new_feature?by=sam&reason=launch", "{\"on\": true}");
    Event event = service.bean(EventLog.class).newest(1).getFirst();
    assertEquals("turned on: launch", event.why());
    assertEquals("/defaultVariant", event.difference().getFirst().pointer());
    assertEquals("\"on\"", event.difference().getFirst().after());
  }

  @Test
  void aFlagGoesBackToWhatItWas() {
    String ruled =
        "{"
            + BOOLEAN
            + ",\"defaultVariant\":\"on\",\"targeting\":{\"if\":[{\"var\":\"x\"},\"off\"]}}";
    service.put("/flags/new_feature", ruled);
    service.put("/flags/new_feature", "{\"on\": false}");
    var answer = service.post("/flags/new_feature/rollback/1?by=sam&reason=too%20early", "");
    assertEquals(200, answer.statusCode(), answer.body());
    assertTrue(answer.body().contains("targeting"), answer.body());
    assertEquals("\"3\"", etag(answer));
    assertEquals("true", service.redis().get("new_feature"));
    assertEquals("flag-changed new_feature sam: turned on: too early", service.events().getLast());
  }

  @Test
  void aFlagThatWasRemovedComesBack() {
    service.put("/flags/new_feature", "{\"on\": true}");
    service.delete("/flags/new_feature");
    assertEquals(404, service.get("/flags/new_feature").statusCode());
    assertTrue(service.get("/flags/new_feature/history").body().contains("\"what\":\"removed\""));
    var answer = service.post("/flags/new_feature/rollback/1", "");
    assertEquals(201, answer.statusCode(), answer.body());
    assertEquals("true", service.redis().get("new_feature"));
  }

  @Test
  void aRevisionInBetweenMeansWhatTheFlagWasThen() {
    service.put("/flags/new_feature", "{\"on\": true}");
    service.put("/flags/other", FLAG);
    service.put("/flags/new_feature", "{\"on\": false}");
    assertTrue(service.post("/flags/new_feature/rollback/2", "").body().contains(",\"on\":true"));
  }

  @Test
  void whatIsNotKnownCannotComeBack() {
    service.put("/flags/other", FLAG);
    service.put("/flags/new_feature", FLAG);
    var answer = service.post("/flags/new_feature/rollback/1", "");
    assertEquals(404, answer.statusCode());
    assertTrue(answer.body().contains("GET /flags/new_feature/history"), answer.body());
    assertEquals(404, service.get("/flags/never_made/history").statusCode());
    assertEquals(404, service.post("/flags/never_made/rollback/1", "").statusCode());
    var ahead = service.post("/flags/new_feature/rollback/99", "");
    assertEquals(404, ahead.statusCode(), ahead.body());
    assertTrue(ahead.body().contains("flags are at 2"), ahead.body());
  }

  @Test
  void whatWouldNotGoWithTheOtherFlagsAnyMoreIsRefused() {
    service.put("/flags/base", FLAG);
    service.put(
        "/flags/new_feature",
        "{"
            + BOOLEAN
            + ",\"aviary\":{\"prerequisites\":[{\"flag\":\"base\",\"variant\":\"on\"}]}}");
    service.delete("/flags/new_feature");
    service.delete("/flags/base");
    var answer = service.post("/flags/new_feature/rollback/2", "");
    assertEquals(422, answer.statusCode(), answer.body());
    assertTrue(answer.body().contains("/aviary/prerequisites/0"), answer.body());
    assertFalse(service.get("/flags").body().contains("new_feature"));
  }

  @Test
  void aChangeByHandStandsInTheHistory() {
    service.put("/flags/new_feature", FLAG);
    service.redis().set("new_feature", "true");
    service.put("/flags/other", FLAG);
    String history = service.get("/flags/new_feature/history").body();
    assertTrue(history.contains("\"by\":\"redis\""), history);
    assertTrue(service.post("/flags/new_feature/rollback/1", "").body().contains("\"on\":false"));
  }
}
