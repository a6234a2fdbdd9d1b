package dev.aviary.flag.definition;

import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.JsonException;
import dev.aviary.flag.json.JsonReader;
import java.util.List;

/** Definitions from JSON in single quotes. */
public final class Documents {
  private Documents() {}

  public static Json json(String text) {
    try {
      return JsonReader.parse(text.replace('\'', '"'));
    } catch (JsonException e) {
      throw new AssertionError(text, e);
    }
  }

  public static FlagDocument flag(String text) {
    return read(FlagDocument.read(json(text)));
  }

  public static FlagFile file(String text) {
    return read(FlagFile.read(json(text)));
  }

  static List<String> faults(Reading<?> reading) {
    return switch (reading) {
      case Reading.Read<?> read -> throw new AssertionError("nothing is wrong with " + read);
      case Reading.Faulty<?>(List<Fault> faults) -> faults.stream().map(Fault::toString).toList();
    };
  }

  private static <T> T read(Reading<T> reading) {
    return switch (reading) {
      case Reading.Read<T>(T value) -> value;
      case Reading.Faulty<T> refused -> throw new AssertionError(refused.faults());
    };
  }
}
