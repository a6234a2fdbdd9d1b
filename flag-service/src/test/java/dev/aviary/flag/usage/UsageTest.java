package dev.aviary.flag.usage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.flag.evaluate.ErrorCode;
import dev.aviary.flag.evaluate.Evaluation;
import dev.aviary.flag.evaluate.Reason;
import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ObjectNode;
import dev.aviary.flag.store.FlagKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class UsageTest {
  private static final FlagKey KEY = new FlagKey("new_feature");
  private static final long MINUTE = 60_000;
  private final Usage usage = new Usage();

  @Test
  void theLastEvaluationIsKnownToTheMinute() {
    usage.count(gave("on"), 10 * MINUTE + 1);
    usage.count(gave("on"), 12 * MINUTE + 59_999);
    assertEquals(Optional.of(new Use(12, 10, "on")), usage.of(KEY));
  }

  @Test
  void anotherResultBeginsAnew() {
    usage.count(gave("on"), 10 * MINUTE);
    usage.count(gave("off"), 11 * MINUTE);
    usage.count(gave("off"), 15 * MINUTE);
    assertEquals(Optional.of(new Use(15, 11, 10, "off")), usage.of(KEY));
    usage.count(gave(null), 16 * MINUTE);
    assertEquals(Optional.of(new Use(16, 16, 15, "")), usage.of(KEY));
  }

  @Test
  void aFailureIsAResultAndAFlagThatThereIsNotIsNone() {
    usage.count(new Evaluation.Failed("new_feature", ErrorCode.GENERAL, "", ObjectNode.EMPTY), 0);
    usage.count(
        new Evaluation.Failed("missing", ErrorCode.FLAG_NOT_FOUND, "", ObjectNode.EMPTY), 0);
    assertEquals(Set.of(KEY), usage.all().keySet());
  }

  @Test
  void whatWasCountedBeforeTheStartIsAdded() {
    usage.count(gave("on"), 10 * MINUTE);
    usage.add(KEY, new Use(8, 3, "on"));
    assertEquals(Optional.of(new Use(10, 3, "on")), usage.of(KEY));
    usage.add(KEY, new Use(9, 1, "off"));
    assertEquals(Optional.of(new Use(10, 9, 9, "on")), usage.of(KEY));
    usage.keepOnly(_ -> false);
    assertEquals(Optional.empty(), usage.of(KEY));
  }

  @Test
  void aResultThatReturnedDoesNotTakeUpWhatWasBeforeItLeft() {
    usage.count(gave("on"), 10 * MINUTE);
    usage.count(gave("off"), 10 * MINUTE);
    usage.count(gave("on"), 10 * MINUTE);
    usage.add(KEY, new Use(9, 3, "on"));
    assertEquals(Optional.of(new Use(10, 10, 10, "on")), usage.of(KEY));
  }

  @Test
  void manyThreadsCountAtOnce() {
    try (var threads = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < 4; i++) {
        threads.submit(() -> {
          for (int n = 0; n < 10_000; n++) {
            usage.count(gave("on"), 7 * MINUTE);
          }
        });
      }
    }
    assertEquals(Optional.of(new Use(7, 7, "on")), usage.of(KEY));
  }

  @Test
  void whatSeveralCountedIsTheSameInWhateverOrderItIsAdded() {
    List<Use> counted =
        List.of(
            new Use(20, 5, "on"),
            new Use(18, 2, "on"),
            new Use(12, 11, 10, "off"),
            new Use(20, 14, 13, "on"));
    Use expected = new Use(20, 13, 13, "on");
    for (int first = 0; first < counted.size(); first++) {
      Use all = counted.get(first);
      for (int i = 1; i <= 2 * counted.size(); i++) {
        all = all.with(counted.get((first + i) % counted.size()));
      }
      assertEquals(expected, all);
    }
  }

  @Test
  void twoResultsInOneMinuteAreNoConstantOne() {
    Use on = new Use(20, 5, "on");
    Use off = new Use(20, 3, "off");
    assertEquals(new Use(20, 20, 20, "on"), on.with(off));
    assertEquals(on.with(off), off.with(on));
  }

  @Test
  void theTextThatIsKeptIsReadAgainAndAnyOtherIsNot() {
    for (Use use :
        new Use[] {
          new Use(12, 3, "on"), new Use(1, 1, ""), new Use(1, 0, "a b"), new Use(12, 9, 7, "3 on")
        }) {
      assertEquals(Optional.of(use), Use.parse(use.toString()));
    }
    assertTrue(Use.parse("12 x on").isEmpty());
    assertTrue(Use.parse("").isEmpty());
  }

  private static Evaluation gave(@Nullable String variant) {
    Json value = variant == null ? null : Json.TRUE;
    return new Evaluation.Resolved("new_feature", value, variant, Reason.STATIC, ObjectNode.EMPTY);
  }
}
