package dev.aviary.contract.openapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.testing.DocumentedApi;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which operation a request is for, and what it is described to answer. */
final class DocumentedApiTest {
  private static final String ANSWERS =
      "\"200\": {\"description\": \"\", \"content\": {\"text/plain\": {}}}, \"404\": {\"$ref\": \"#/components/responses/NotFound\"}";
  private static final String COMPONENTS =
      "{\"responses\": {\"NotFound\": {\"description\": \"\", \"content\": {\"application/problem+json\": {}}}}}";

  @Test
  void aLiteralSegmentCountsBeforeAVariable() throws IOException {
    var api = api("/birds/{name}", "/birds/all", "/birds/{name}/{path}");
    assertEquals("/birds/all", api.find("GET", "/birds/all").orElseThrow().path());
    assertEquals("/birds/{name}", api.find("GET", "/birds/wren").orElseThrow().path());
    assertEquals("/birds/{name}", api.find("GET", "/birds/wren/").orElseThrow().path());
    assertEquals("/birds/{name}/{path}", api.find("GET", "/birds/wren/a/b").orElseThrow().path());
    var nested = api("/birds/{page}", "/birds/{name}/wing/{path}");
    assertEquals(
        "/birds/{name}/wing/{path}", nested.find("GET", "/birds/wren/wing/a").orElseThrow().path());
    assertTrue(api.find("POST", "/birds/wren").isEmpty());
    assertTrue(api.find("GET", "/nests").isEmpty());
  }

  @Test
  void aReferenceIsFollowed() throws IOException {
    var answers = api("/birds").find("GET", "/birds").orElseThrow().answers();
    assertEquals(
        Map.of(
            "200", new DocumentedApi.Answer("", Set.of("text/plain")),
            "404", new DocumentedApi.Answer("NotFound", Set.of("application/problem+json"))),
        answers);
  }

  @Test
  void aStatusCountsBeforeItsRange() throws IOException {
    var operation = read(COMPONENTS, "\"4XX\": {}, " + ANSWERS, "/birds").find("GET", "/birds");
    assertEquals(Optional.of("404"), operation.orElseThrow().place(404));
    assertEquals(Optional.of("4XX"), operation.orElseThrow().place(409));
    assertEquals(Optional.empty(), operation.orElseThrow().place(500));
  }

  @Test
  void aReferenceToNothingIsAFault() {
    assertThrows(IllegalStateException.class, () -> read("{}", ANSWERS, "/birds"));
  }

  private static DocumentedApi api(String... paths) throws IOException {
    return read(COMPONENTS, ANSWERS, paths);
  }

  private static DocumentedApi read(String components, String answers, String... paths)
      throws IOException {
    var text = new StringBuilder();
    for (String path : paths) {
      text.append(text.isEmpty() ? "" : ",")
          .append("\"%s\": {\"get\": {\"responses\": {%s}}}".formatted(path, answers));
    }
    String json = "{\"paths\": {%s}, \"components\": %s}".formatted(text, components);
    return DocumentedApi.of(json.getBytes(StandardCharsets.UTF_8));
  }
}
