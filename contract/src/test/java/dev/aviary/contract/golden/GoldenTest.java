package dev.aviary.contract.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.rollout.Rollout;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.serde.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class GoldenTest {
  private static final Path FILES = Path.of("src/test/resources/golden");
  private static final Wire WIRE = Wire.standalone();

  static Stream<Golden> all() {
    return Golden.all();
  }

  /** The files that hold every field, and so also say what is written today. */
  static Stream<Golden> complete() {
    return all().filter(each -> !each.file().endsWith("-least"));
  }

  @ParameterizedTest
  @MethodSource("all")
  void whatWasWrittenOnceIsReadForEver(Golden golden) throws IOException {
    assertEquals(golden.means(), WIRE.read(text(golden), golden.type()));
  }

  @ParameterizedTest
  @MethodSource("all")
  void whatIsWrittenTodayIsReadAsTheSame(Golden golden) {
    assertEquals(golden.means(), WIRE.read(WIRE.write(golden.means()), golden.type()));
  }

  @ParameterizedTest
  @MethodSource("all")
  void fieldsOfALaterVersionAreIgnored(Golden golden) throws IOException {
    String more = text(golden).strip().replaceFirst("}$", "");
    String later = more + (more.strip().equals("{") ? "" : ",") + "\"later\": {\"a\": [1]}}";
    assertEquals(golden.means(), WIRE.read(later, golden.type()));
  }

  @ParameterizedTest
  @MethodSource("complete")
  void whatIsWrittenTodayHasTheNamesAndFormsOfTheFile(Golden golden) throws IOException {
    assertEquals(canonical(text(golden)), canonical(WIRE.write(golden.means())));
  }

  @Test
  void everyFileHasAMeaningAndEveryMeaningAFile() throws IOException {
    try (Stream<Path> files = Files.list(FILES)) {
      assertEquals(
          all().map(each -> each.file() + ".json").collect(Collectors.toSet()),
          files.map(each -> each.getFileName().toString()).collect(Collectors.toSet()));
    }
  }

  @Test
  void aStateThatNobodyKnowsIsRefused() {
    assertThrows(
        UncheckedIOException.class, () -> WIRE.read("{\"state\": \"unheard\"}", Rollout.class));
  }

  @Test
  void aRecordThatLacksWhatItMustHaveIsRefusedByName() {
    var refusal =
        assertThrows(
            UncheckedIOException.class, () -> WIRE.read("{\"state\": \"steady\"}", Rollout.class));
    assertTrue(String.valueOf(refusal.getMessage()).contains("stable"), refusal.getMessage());
  }

  private static String text(Golden golden) throws IOException {
    return Files.readString(FILES.resolve(golden.file() + ".json"));
  }

  private static String canonical(String json) throws IOException {
    JsonNode tree = ObjectMapper.getDefault().readValue(json, JsonNode.class);
    return ObjectMapper.getDefault().writeValueAsString(ordered(tree));
  }

  /** By name; an empty list or map may be written or left out, as both are read as the same. */
  private static JsonNode ordered(JsonNode node) {
    if (node.isArray()) {
      var elements = new ArrayList<JsonNode>();
      node.values().forEach(each -> elements.add(ordered(each)));
      return JsonNode.createArrayNode(elements);
    }
    if (!node.isObject()) {
      return node;
    }
    var kept = new TreeMap<String, JsonNode>();
    for (var field : node.entries()) {
      JsonNode value = ordered(field.getValue());
      if (!(value.isContainerNode() && value.size() == 0)) {
        kept.put(field.getKey(), value);
      }
    }
    return JsonNode.createObjectNode(new LinkedHashMap<>(kept));
  }
}
