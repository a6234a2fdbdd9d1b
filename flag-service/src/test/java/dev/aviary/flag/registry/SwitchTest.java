package dev.aviary.flag.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.flag.definition.FlagDocument;
import dev.aviary.flag.definition.Reading;
import dev.aviary.flag.json.JsonException;
import dev.aviary.flag.json.JsonReader;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SwitchTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"on\":true,\"off\":false} | on | true | on",
        "{\"on\":true,\"off\":false} | on | false | off",
        "{\"yes\":true,\"sure\":true,\"no\":false} | sure | true | sure",
        "{\"yes\":true,\"sure\":true,\"no\":false} | no | true | yes",
        "{\"yes\":true} | yes | false | off",
        "{\"off\":true} | off | false | off-again"
      })
  void aBooleanFlagTakesItsOwnVariantsAndMakesWhatIsMissing(
      String variants, String before, boolean on, String after) throws JsonException {
    FlagDocument flag =
        document(
            "{\"state\":\"DISABLED\",\"variants\":"
                + variants
                + ",\"defaultVariant\":\""
                + before
                + "\"}");
    FlagDocument turned = Switch.always(flag, on).orElseThrow();
    assertEquals(Optional.of(after), turned.definition().defaultVariant());
    assertEquals("ENABLED", turned.definition().state().name());
    assertEquals(Boolean.toString(on), String.valueOf(turned.definition().variants().get(after)));
  }

  @Test
  void whatIsNotBooleanIsNeither() throws JsonException {
    FlagDocument flag = document("{\"state\":\"ENABLED\",\"variants\":{\"a\":\"true\"}}");
    assertEquals(Optional.empty(), Switch.always(flag, true));
  }

  @Test
  void nameOwnerAndTagsStayAndWhateverCouldSayOtherwiseGoes() throws JsonException {
    FlagDocument flag =
        document(
            "{\"state\":\"ENABLED\",\"variants\":{\"on\":true,\"off\":false},\"targeting\":{\"var\":\"x\"},"
                + "\"metadata\":{\"n\":1.0},\"aviary\":{\"owner\":\"sam\",\"tags\":[\"a\"],"
                + "\"prerequisites\":[{\"flag\":\"b\",\"variant\":\"on\"}],"
                + "\"schedule\":{\"onFrom\":\"2026-01-01T00:00:00Z\"},"
                + "\"kill\":{\"until\":\"2026-01-01T00:00:00Z\"}}}");
    assertFalse(Switch.isStatic(flag));
    FlagDocument turned = Switch.always(flag, true).orElseThrow();
    assertTrue(Switch.isStatic(turned));
    assertEquals(
        JsonReader.parse(
            "{\"state\":\"ENABLED\",\"variants\":{\"on\":true,\"off\":false},\"metadata\":{\"n\":1.0},"
                + "\"defaultVariant\":\"on\",\"aviary\":{\"owner\":\"sam\",\"tags\":[\"a\"]}}"),
        turned.json());
  }

  private static FlagDocument document(String json) throws JsonException {
    return switch (FlagDocument.read(JsonReader.parse(json))) {
      case Reading.Read<FlagDocument>(FlagDocument document) -> document;
      case Reading.Faulty<FlagDocument> refused ->
          throw new AssertionError(refused.faults().toString());
    };
  }
}
