package dev.aviary.flag.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every operation that changes flags refuses alike. */
final class EveryChangeIT extends Running {
  private static final String KEY = "every-change-is-asked-with-this";

  private static final List<Change> CHANGES =
      List.of(
          new Change("PUT", "/flags/wren", "{\"on\": true}"),
          new Change("PATCH", "/flags/wren", "{\"defaultVariant\": \"on\"}"),
          new Change("DELETE", "/flags/wren", ""),
          new Change("POST", "/flags/wren/toggle", ""),
          new Change("POST", "/flags/wren/kill", ""),
          new Change("DELETE", "/flags/wren/kill", ""),
          new Change("POST", "/flags/wren/rollback/1", ""),
          new Change("PUT", "/flags.json", "{\"flags\": {}}"),
          new Change(
              "POST",
              "/flags/import?format=goff",
              "{\"owl\": {\"variations\": {\"a\": true}, \"defaultRule\": {\"variation\": \"a\"}}}"));

  private record Change(String method, String path, String body) {}

  @BeforeEach
  void aFlag() {
    assertEquals(201, service.put("/flags/wren", FLAG).statusCode());
  }

  @Test
  void aRevisionThatIsNotThePresentOneRefusesIt() {
    for (Change each : CHANGES) {
      assertEquals(412, status(each, "If-Match", "\"99\""), each.toString());
    }
  }

  @Test
  void aKeyThatAnotherRequestHadRefusesIt() {
    service.put("/flags/robin", FLAG, "Idempotency-Key", KEY);
    for (Change each : CHANGES) {
      assertEquals(422, status(each, "Idempotency-Key", KEY), each.toString());
    }
  }

  @Test
  void aRedisThatIsFullRefusesIt() {
    service.redis().configSet("maxmemory", "1");
    assertEquals(507, service.put("/flags/robin", FLAG).statusCode());
    service.redis().configSet("maxmemory", "0");
    assertEquals(201, service.put("/flags/robin", FLAG).statusCode());
  }

  private int status(Change change, String name, String value) {
    HttpRequest.Builder request =
        service
            .authorized(change.path())
            .header("Content-Type", "application/json")
            .header(name, value)
            .method(
                change.method(),
                change.body().isEmpty()
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(change.body()));
    return service.send(request).statusCode();
  }
}
