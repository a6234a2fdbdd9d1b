package dev.aviary.cli.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class ApiJsonTest {
  @Test
  void whatIsMissingIsEmptyHoweverDeep() {
    ApiJson json = ApiJson.read("{\"a\": {\"b\": [1, 2.5]}, \"on\": true}");
    assertEquals("", json.at("a", "x", "y").text());
    assertFalse(json.at("x").isPresent());
    assertEquals(2.5, json.at("a", "b").items().get(1).number());
    assertEquals("true", json.at("on").text());
    assertEquals(List.of(), ApiJson.read("no json").items());
  }

  @Test
  void aTextCannotCommandTheTerminal() {
    ApiJson json = ApiJson.read("{\"why\": \"a\\u001b[2Jb\\nc\"}");
    assertEquals("a?[2Jb\nc", json.at("why").text());
  }

  @Test
  void eachValueOfANameIsFound() {
    var found = new ArrayList<String>();
    ApiJson.read("{\"release\": {\"image\": \"1\"}, \"base\": [{\"release\": {\"image\": \"2\"}}]}")
        .each("release", release -> found.add(release.at("image").text()));
    assertEquals(List.of("1", "2"), found);
  }

  @Test
  void aPartOfAPathIsOneSegmentWhateverStandsInIt() {
    assertEquals("/apps/a%2Fb%3F", ApiPath.of("apps", "a/b?").text());
    assertEquals("/apps/%2E%2E", ApiPath.of("apps", "..").text());
    assertEquals(
        "/flags?by=s%26m&reason=too%20early",
        ApiPath.of("flags")
            .with("by", "s&m")
            .with("left", null)
            .with("reason", "too early")
            .text());
  }

  @Test
  void eventsAreReadAsTheStandardHasThem() throws IOException {
    String stream =
        ": heartbeat\n\nid: 7-0\ndata: one\ndata:two\n\nevent: end\ndata: live\n\ndata: cut";
    try (var events =
        new EventLines(new ByteArrayInputStream(stream.getBytes(StandardCharsets.UTF_8)))) {
      assertEquals(
          new EventLines.ServerEvent("message", "one\ntwo", "7-0"),
          Objects.requireNonNull(events.next()));
      assertEquals("end", Objects.requireNonNull(events.next()).name());
      assertNull(events.next());
    }
  }

  @Test
  void jsonIsWrittenAsItWasRead() {
    assertEquals("{\"force\":true}", ApiJson.write(Map.of("force", true)));
  }
}
