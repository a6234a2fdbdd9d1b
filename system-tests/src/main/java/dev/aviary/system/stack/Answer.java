package dev.aviary.system.stack;

import io.micronaut.json.tree.JsonNode;
import io.micronaut.serde.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;

/** What a service answered. */
public record Answer(int status, HttpHeaders headers, String body) {
  static Answer of(HttpResponse<String> response) {
    return new Answer(response.statusCode(), response.headers(), response.body());
  }

  public JsonNode json() {
    return read(body);
  }

  /** JSON as a file or a program has it. */
  public static JsonNode read(String text) {
    try {
      JsonNode json = ObjectMapper.getDefault().readValue(text, JsonNode.class);
      return json == null ? JsonNode.nullNode() : json;
    } catch (IOException e) {
      throw new UncheckedIOException("no JSON: " + text, e);
    }
  }

  /** A text in the answer's JSON, by its path; empty when it is not there. */
  public String text(String... path) {
    JsonNode node = at(path);
    return node.isNull() ? "" : node.coerceStringValue();
  }

  /** A number in the answer's JSON, by its path; 0 when it is not there. */
  public int number(String... path) {
    JsonNode node = at(path);
    return node.isNumber() ? node.getIntValue() : 0;
  }

  private JsonNode at(String... path) {
    JsonNode node = json();
    for (String step : path) {
      JsonNode next = node.get(step);
      node = next == null ? JsonNode.nullNode() : next;
    }
    return node;
  }

  /** The answer, if the request was done. */
  public Answer expectSuccess() {
    return expect(status / 100 == 2 ? status : 200);
  }

  /** The answer, if it has this status. */
  public Answer expect(int wanted) {
    if (status != wanted) {
      throw new AssertionError("expected %d, got %d: %s".formatted(wanted, status, body));
    }
    return this;
  }
}
