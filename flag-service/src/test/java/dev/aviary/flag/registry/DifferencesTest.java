package dev.aviary.flag.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aviary.contract.event.Difference;
import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.JsonException;
import dev.aviary.flag.json.JsonReader;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class DifferencesTest {
  @Test
  void whatIsTheSameDiffersNowhere() throws JsonException {
    assertEquals(List.of(), between("{\"a\":1,\"b\":[2]}", "{\"b\":[2],\"a\":1}"));
  }

  @Test
  void membersAreComparedByName() throws JsonException {
    assertEquals(
        List.of(
            new Difference("/a/b", "1", "2"),
            new Difference("/a/gone", "true", null),
            new Difference("/a/new~1name", null, "\"x\"")),
        between("{\"a\":{\"b\":1,\"gone\":true}}", "{\"a\":{\"b\":2,\"new/name\":\"x\"}}"));
  }

  @Test
  void listsOfOneLengthAreComparedByPlaceAndOthersAsAWhole() throws JsonException {
    assertEquals(List.of(new Difference("/1", "2", "3")), between("[1,2]", "[1,3]"));
    assertEquals(List.of(new Difference("", "[1,2]", "[1]")), between("[1,2]", "[1]"));
  }

  @Test
  void aNumberInAnotherFormIsAnother() throws JsonException {
    assertEquals(List.of(new Difference("", "10.0", "10")), between("10.0", "10"));
  }

  @Test
  void whatWasNotThereHasNoBefore() throws JsonException {
    assertEquals(List.of(new Difference("", null, "{}")), between(null, "{}"));
    assertEquals(List.of(new Difference("", "{}", null)), between("{}", null));
  }

  @Test
  void aLongValueIsToldByItsLength() throws JsonException {
    String text = "\"" + "x".repeat(1_234) + "\"";
    assertEquals(List.of(new Difference("", "1", "\"(1,236 characters)\"")), between("1", text));
  }

  @Test
  void moreThanFiftyPlacesAreToldAsOne() throws JsonException {
    String before = members(51, "1");
    assertEquals(
        List.of(new Difference("", before, members(51, "2"))), between(before, members(51, "2")));
    assertEquals(50, between(members(50, "1"), members(50, "2")).size());
  }

  @Test
  void theTimelineShowsTenPlacesAndNoLongValue() throws JsonException {
    String text = "\"" + "x".repeat(200) + "\"";
    assertEquals(10, Differences.brief(between(members(11, "1"), members(11, "2"))).size());
    assertEquals(
        List.of(new Difference("", "1", "\"(202 characters)\"")),
        Differences.brief(between("1", text)));
  }

  private static String members(int count, String value) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"m" + i + "\":" + value)
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static List<Difference> between(@Nullable String before, @Nullable String after)
      throws JsonException {
    return Differences.between(json(before), json(after));
  }

  private static @Nullable Json json(@Nullable String text) throws JsonException {
    return text == null ? null : JsonReader.parse(text);
  }
}
