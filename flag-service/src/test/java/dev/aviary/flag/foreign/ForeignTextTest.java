package dev.aviary.flag.foreign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ForeignTextTest {
  /** The core schema of YAML 1.2: Go's library reads these files so. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "on: off | {\"on\":\"off\"}",
        "a: no | {\"a\":\"no\"}",
        "a: true | {\"a\":true}",
        "a: 12:30 | {\"a\":\"12:30\"}",
        "a: 2026-01-01 | {\"a\":\"2026-01-01\"}",
        "a: 1e3 | {\"a\":1e3}",
        "a: \"5\" | {\"a\":\"5\"}",
        "a: 010 | {\"a\":\"010\"}",
        "a: ~ | {\"a\":null}",
        "a: | {\"a\":null}",
        "a: [1, -2.5] | {\"a\":[1,-2.5]}",
        "{\"a\": [1]} | {\"a\":[1]}",
      })
  void aPlainScalarIsWhatYamlOneTwoTakesItFor(String yaml, String json) throws Exception {
    assertEquals(json, ForeignText.read(yaml).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a: 1\na: 2",
        "a: [",
        "? [1]\n: 2",
        "a: &x {b: 1}\nc:\n  <<: *x",
        "a: &x [*x]",
        "--- 1\n--- 2",
        "{\"a\": 1, \"a\": 2}",
        "a: !!java.net.URL [\"http://localhost\"]",
      })
  void whatIsNoFileIsRefused(String text) {
    assertThrows(Untranslatable.class, () -> ForeignText.read(text));
  }

  @Test
  void aSmallTextThatStandsForMillionsOfValuesIsRefused() {
    StringBuilder bomb = new StringBuilder("a: &a [x,x,x,x,x,x,x,x,x,x]\n");
    for (char each = 'b'; each < 'j'; each++) {
      String inner = ("*" + (char) (each - 1) + ",").repeat(10);
      bomb.append(each).append(": &").append(each).append(" [").append(inner).append("]\n");
    }
    var refused = assertThrows(Untranslatable.class, () -> ForeignText.read(bomb.toString()));
    assertTrue(refused.detail().contains("aliases"), refused.detail());
  }
}
