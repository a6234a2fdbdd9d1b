package dev.aviary.flag.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aviary.flag.definition.Documents;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The right columns are what a browser's console says. */
final class CoercionTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "|0",
        "   |0",
        "5|5",
        " 7 |7",
        "05|5",
        "-2.5|-2.5",
        "+3|3",
        ".5|0.5",
        "5.|5",
        "1e3|1000",
        "1E-2|0.01",
        "0x1F|31",
        "0b101|5",
        "0o17|15",
        "Infinity|Infinity",
        "-Infinity|-Infinity",
        "infinity|NaN",
        "-0x10|NaN",
        "1_000|NaN",
        "1,5|NaN",
        "ten|NaN",
        "1e|NaN",
        ".|NaN",
        "NaN|NaN",
        "5d|NaN",
        "0x|NaN",
        "0x000|0",
        "9007199254740993|9007199254740992",
        "\u00a01\ufeff|1",
        "1 2|NaN",
      })
  void textsStandForNumbers(String text, double number) {
    assertEquals(number, StringNumber.of(text == null ? "" : text));
  }

  @Test
  void aLongTextThatAlmostStandsForANumberIsGivenUpAtOnce() {
    String digits = "1".repeat(100_000);
    assertEquals(Double.NaN, StringNumber.of(digits + "x"));
    assertEquals(Double.POSITIVE_INFINITY, StringNumber.of(digits));
    assertEquals(Double.POSITIVE_INFINITY, StringNumber.of("0x" + digits));
    assertEquals(16, StringNumber.of("0x" + "0".repeat(100_000) + "10"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "null | false",
        "true | true",
        "false | false",
        "0 | false",
        "-0 | false",
        "0.0 | false",
        "1 | true",
        "'' | false",
        "'0' | true",
        "[] | false",
        "[0] | true",
        "{} | false",
        "{'a':1} | true",
      })
  void valuesHoldAsConditions(String json, boolean truth) {
    assertEquals(truth, Coercion.truth(Documents.json(json)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "null | null",
        "true | true",
        "10.0 | 10",
        "1e21 | 1e+21",
        "'x' | x",
        "{'a':1} | [object Object]",
        "[1,[2,null],'x',{}] | 1,2,,x,[object Object]",
      })
  void valuesHaveATextOfTheirOwn(String json, String text) {
    assertEquals(text, Coercion.text(Documents.json(json)));
  }

  @Test
  void lineEndsAroundANumberAreBlanks() {
    assertEquals(8, StringNumber.of("\t8\n"));
  }

  @Test
  void onlyTheSameListIsTheSame() {
    var list = Documents.json("[1]");
    assertEquals(true, Coercion.same(list, list));
    assertEquals(false, Coercion.same(list, Documents.json("[1]")));
    assertEquals(true, Coercion.same(Documents.json("1.0"), Documents.json("1")));
    assertEquals(false, Coercion.same(Documents.json("1"), Documents.json("'1'")));
  }
}
