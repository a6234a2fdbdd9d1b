package dev.aviary.flag.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ExplainIT extends Running {
  @BeforeEach
  void fill() {
    service.put(
        "/flags/colour",
        "{\"state\":\"ENABLED\",\"variants\":{\"red\":\"#f00\",\"blue\":\"#00f\"},\"defaultVariant\":\"red\","
            + "\"targeting\":{\"fractional\":[[\"red\",50],[\"blue\",50]]},"
            + "\"aviary\":{\"schedule\":{\"onFrom\":\"2026-01-01T00:00:00Z\"}}}");
  }

  @Test
  void everybodyMayAskWhyAFlagGivesWhatItGives() {
    var answer =
        service.send(
            service
                .request("/flags/colour/explain")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"context\":{\"targetingKey\":\"sam\"}}")));
    assertEquals(200, answer.statusCode(), answer.body());
    assertTrue(answer.body().contains("\"reason\":\"TARGETING_MATCH\""), answer.body());
    assertTrue(answer.body().contains("\"hashInput\":\"coloursam\""), answer.body());
    assertTrue(answer.body().contains("\"bucket\":"), answer.body());
    assertTrue(answer.body().contains("\"threshold\":"), answer.body());
    assertTrue(answer.body().endsWith("\"stale\":false}"), answer.body());
  }

  @Test
  void anotherMomentCanBeAskedFor() {
    var then = service.post("/flags/colour/explain?at=2025-12-31T00:00:00Z", "{}");
    assertTrue(then.body().contains("\"reason\":\"DISABLED\""), then.body());
  }

  @Test
  void whatIsNoContextIsRefused() {
    assertEquals(400, service.post("/flags/colour/explain", "{\"context\":1}").statusCode());
    assertEquals(400, service.post("/flags/colour/explain", "[]").statusCode());
    assertEquals(404, service.post("/flags/never_made/explain", "{}").statusCode());
  }
}
