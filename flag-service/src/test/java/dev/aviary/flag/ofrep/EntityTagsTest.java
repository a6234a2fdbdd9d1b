package dev.aviary.flag.ofrep;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EntityTagsTest {
  private static final String TAG = "\"a-1\"";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"a-1\"",
        "*",
        " * ",
        "W/\"a-1\"",
        "a-1",
        "\"x\", \"a-1\"",
        "\"x\",W/\"a-1\"",
        "x, a-1"
      })
  void theTagIsFoundInEveryForm(String field) {
    assertTrue(EntityTags.match(List.of(field), TAG));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "\"\"", "\"a\"", "\"a-1", "a-1\"", "W/", ",", "\"x, a-1, y\"", "\"a-1 \""})
  void anotherTagIsNotTakenForIt(String field) {
    assertFalse(EntityTags.match(List.of(field), TAG));
  }

  @Test
  void everyHeaderLineCounts() {
    assertTrue(EntityTags.match(List.of("\"x\"", TAG), TAG));
    assertFalse(EntityTags.match(List.of(), TAG));
  }

  @Test
  void aTagIsTheSameWithAndWithoutItsQuotes() {
    assertTrue(EntityTags.same("a-1", TAG));
    assertTrue(EntityTags.same(TAG, TAG));
    assertFalse(EntityTags.same("a-2", TAG));
  }
}
