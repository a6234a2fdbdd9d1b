package dev.aviary.flag.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.flag.json.Json.NumberNode;
import dev.aviary.flag.json.Json.ObjectNode;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"b\":10.0,\"a\":[1e3,-0,1E+2,0.10,null,true,{}],\"\":\"\"}",
        "\"\\\"\\\\\\n\\u0001é\"",
        "12345678901234567890.5",
        "[]"
      })
  void jsonComesBackAsItWasWritten(String text) throws JsonException {
    assertEquals(text, JsonReader.parse(text).toString());
  }

  @Test
  void blanksAreLeftOutAndTheOrderStays() throws JsonException {
    assertEquals(
        "{\"z\":1,\"a\":[2]}", JsonReader.parse(" { \"z\" : 1 ,\n\"a\":[ 2 ] } ").toString());
  }

  /** Few members are kept in another way than many. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8, 9, 30})
  void anObjectKeepsTheOrderOfItsMembersHoweverManyThereAre(int count) throws JsonException {
    String text =
        IntStream.range(0, count)
            .mapToObj(i -> "\"m%d\":%d".formatted(count - i, i))
            .collect(Collectors.joining(",", "{", "}"));
    var object = (ObjectNode) JsonReader.parse(text);
    assertEquals(text, object.toString());
    assertEquals(count, object.members().size());
    assertEquals(new ObjectNode(new TreeMap<>(object.members())), object);
    assertEquals(new ObjectNode(new TreeMap<>(object.members())).hashCode(), object.hashCode());
    assertNull(object.get("m" + (count + 1)));
    var more = object.with("other", Json.TRUE);
    assertEquals(Json.TRUE, more.get("other"));
    assertEquals(count + 1, more.members().size());
    assertEquals(object, more.without("other"));
    assertThrows(UnsupportedOperationException.class, () -> more.members().clear());
  }

  @Test
  void aMemberThatIsReplacedKeepsItsPlace() throws JsonException {
    var object = (ObjectNode) JsonReader.parse("{\"a\":1,\"b\":2}");
    assertEquals("{\"a\":true,\"b\":2}", object.with("a", Json.TRUE).toString());
  }

  @Test
  void twoFormsOfOneNumberAreNotEqual() throws JsonException {
    assertNotEquals(JsonReader.parse("10.0"), JsonReader.parse("10"));
    assertEquals(10, ((NumberNode) JsonReader.parse("1e1")).value());
    assertEquals(JsonReader.parse("{\"a\":1,\"b\":2}"), JsonReader.parse("{\"b\":2,\"a\":1}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"a\":{\"b\":[1,x]}} | /a/b/1",
        "{\"a\":1,\"a\":2} | /a",
        "[1,2] 3 | ''",
        "{\"a/b\":nope} | /a~1b",
        "{\"a\":[1, | /a/1",
      })
  void wrongJsonIsRefusedWithItsPlace(String text, String pointer) {
    JsonException refusal = assertThrows(JsonException.class, () -> JsonReader.parse(text));
    assertEquals(pointer.replace("''", ""), refusal.pointer());
    assertTrue(!refusal.detail().isBlank());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[[[[[1]]]]]",
        "\"01234567890\"",
        "{\"0123456\":1}",
        "[1,2,3,4,5,6,7,8,9,0,1,2,3,4,5,6,7,8,9]",
        "[true,false,true,false,true,false,true,false,  true]"
      })
  void tooMuchJsonIsRefused(String text) {
    JsonReader small = new JsonReader(new JsonLimits(50, 4, 10, 5, 19));
    assertThrows(JsonException.class, () -> small.read(text));
  }

  @Test
  void anEmptyTextIsRefused() {
    assertThrows(JsonException.class, () -> JsonReader.parse("  "));
  }

  /** The right column is what a browser's console says. */
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, 0",
    "1, 1",
    "10.0, 10",
    "-1.5, -1.5",
    "1e21, 1e+21",
    "123456789012345680000, 123456789012345680000",
    "1e-7, 1e-7",
    "0.000001, 0.000001",
    "1.5e300, 1.5e+300",
    "1.25e-10, 1.25e-10",
    "9007199254740993, 9007199254740992",
    "0.1, 0.1",
    "5e-324, 5e-324",
    "1e-323, 1e-323",
    "1e15, 1000000000000000",
    "NaN, NaN",
    "-Infinity, -Infinity",
    "123.456, 123.456",
    "100000000000000000000, 100000000000000000000"
  })
  void numbersAreWrittenAsJavaScriptWritesThem(double number, String text) {
    assertEquals(text, Numerals.of(number));
  }

  @Test
  void aNumbersTextGivesTheNumberBack() {
    var random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      double number = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(number)) {
        assertEquals(number, Double.parseDouble(Numerals.of(number)));
      }
    }
  }

  @Test
  void aPointerEscapesAndLooksFromWithin() {
    Pointer flag = Pointer.ROOT.to("flags").to("a/b~c");
    assertEquals("/flags/a~1b~0c", flag.text());
    assertTrue(flag.holds(flag.to(3)));
    assertTrue(!flag.holds(new Pointer(flag + "d")));
    assertEquals("/x/3", flag.to("x").to(3).from(flag).text());
  }
}
