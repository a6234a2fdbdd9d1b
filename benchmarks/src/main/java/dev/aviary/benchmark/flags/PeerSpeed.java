package dev.aviary.benchmark.flags;

import dev.aviary.flag.evaluate.Context;
import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ObjectNode;
import dev.aviary.flag.json.JsonException;
import dev.aviary.flag.json.JsonReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The same evaluations by flagd's npm package. */
final class PeerSpeed {
  private PeerSpeed() {}

  /** Microseconds an evaluation by flag. */
  static Map<String, Double> measure() {
    String contexts =
        Arrays.stream(Subject.contexts())
            .map(Context::json)
            .map(ObjectNode::toString)
            .collect(Collectors.joining(",", "[", "]"));
    String input = "{\"file\":" + Subject.file() + ",\"contexts\":" + contexts + "}";
    Map<String, Double> speeds = new TreeMap<>();
    if (run(input) instanceof ObjectNode result) {
      result
          .members()
          .forEach((flag, value) -> {
            if (value instanceof Json.NumberNode number) {
              speeds.put(flag, number.value());
            }
          });
    }
    return speeds;
  }

  private static Json run(String input) {
    Path folder = Path.of(System.getProperty("aviary.root"), "flag-service", "oracle");
    try {
      Process node =
          new ProcessBuilder("node", "speed.mjs")
              .directory(folder.toFile())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      try (var writer = node.outputWriter(StandardCharsets.UTF_8)) {
        writer.write(input);
      }
      try (var reader = node.inputReader(StandardCharsets.UTF_8)) {
        return JsonReader.parse(reader.lines().collect(Collectors.joining()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (JsonException e) {
      throw new IllegalStateException("node said something else", e);
    }
  }
}
