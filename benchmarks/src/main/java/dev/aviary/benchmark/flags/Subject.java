package dev.aviary.benchmark.flags;

import dev.aviary.flag.definition.FlagFile;
import dev.aviary.flag.definition.Reading;
import dev.aviary.flag.evaluate.Context;
import dev.aviary.flag.evaluate.Ruleset;
import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ObjectNode;
import dev.aviary.flag.json.JsonException;
import dev.aviary.flag.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The flags and contexts that are measured, of which the peer has the same. */
final class Subject {
  /** A power of two. */
  static final int CONTEXTS = 1024;

  private static final String FILE = "/flags/evaluation.json";

  private Subject() {}

  static String file() {
    try (InputStream file = Subject.class.getResourceAsStream(FILE)) {
      if (file == null) {
        throw new IllegalStateException("there is no " + FILE);
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Ruleset rules() {
    return switch (FlagFile.read(parse(file()))) {
      case Reading.Read<FlagFile>(FlagFile read) -> Ruleset.of(1, read.flags(), read.shared());
      case Reading.Faulty<FlagFile> refused -> throw new IllegalStateException(refused.toString());
    };
  }

  static Context[] contexts() {
    Context[] contexts = new Context[CONTEXTS];
    for (int i = 0; i < CONTEXTS; i++) {
      contexts[i] = Context.of((ObjectNode) parse(context(i)));
    }
    return contexts;
  }

  private static String context(int number) {
    return "{\"targetingKey\":\"user-%d\",\"email\":\"user-%d@aviary.example\",\"plan\":\"%s\"}"
        .formatted(number, number, number % 2 == 0 ? "pro" : "free");
  }

  private static Json parse(String text) {
    try {
      return JsonReader.parse(text);
    } catch (JsonException e) {
      throw new IllegalStateException(text, e);
    }
  }
}
