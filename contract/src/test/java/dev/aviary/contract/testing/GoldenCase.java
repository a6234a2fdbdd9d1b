package dev.aviary.contract.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aviary.contract.redis.Wire;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.serde.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The stored forms of one module, each compared with its golden file. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class GoldenCase {
  private static final Wire WIRE = Wire.standalone();

  private final Path files;

  /**
   * @param folder of the golden files, below the test resources
   */
  protected GoldenCase(String folder) {
    files = Path.of("src/test/resources").resolve(folder);
  }

  /** Every file of the folder, with its meaning. */
  protected abstract Stream<Golden> all();

  /** The files that hold every field, and so also say what is written today. */
  Stream<Golden> complete() {
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
    try (Stream<Path> found = Files.list(files)) {
      assertEquals(
          all().map(each -> each.file() + ".json").collect(Collectors.toSet()),
          found.map(each -> each.getFileName().toString()).collect(Collectors.toSet()));
    }
  }

  private String text(Golden golden) throws IOException {
    return Files.readString(files.resolve(golden.file() + ".json"));
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
