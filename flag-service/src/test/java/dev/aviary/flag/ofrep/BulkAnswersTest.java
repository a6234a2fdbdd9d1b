package dev.aviary.flag.ofrep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.flag.evaluate.Evaluation;
import dev.aviary.flag.evaluate.Reason;
import dev.aviary.flag.evaluate.Ruleset;
import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BulkAnswersTest {
  private static final long MINUTE = 60_000;

  /** With its tag it weighs half of what is kept. */
  private static final int HALF = BulkAnswers.MOST / 2 - BulkAnswers.TAG;

  private static final Edition EDITION = edition("1-a");
  private static final List<Evaluation> RESULTS = List.of(gave("one"), gave("two"));

  private final List<String> counted = new ArrayList<>();
  private final BulkAnswers given =
      new BulkAnswers((evaluation, now) -> counted.add(evaluation.key() + " " + now / MINUTE));

  @Test
  void whoIsAnswered304UsesWhatItWasGivenOnceAMinute() {
    given.first(EDITION, "tag", RESULTS, 5 * MINUTE);
    assertTrue(given.again(EDITION, "tag", 5 * MINUTE + 1));
    assertEquals(List.of("one 5", "two 5"), counted);
    assertTrue(given.again(EDITION, "tag", 6 * MINUTE));
    assertTrue(given.again(EDITION, "tag", 6 * MINUTE + 59_999));
    assertEquals(List.of("one 5", "two 5", "one 6", "two 6"), counted);
  }

  @Test
  void ofTagsThatAreNotKnownOneAMinuteIsWanted() {
    assertFalse(given.again(EDITION, "a", 5 * MINUTE));
    assertTrue(given.again(EDITION, "b", 5 * MINUTE + 1));
    assertFalse(given.again(EDITION, "b", 6 * MINUTE));
    assertEquals(List.of(), counted);
  }

  @Test
  void anotherEditionForgetsTheTagsOfTheOneBefore() {
    given.first(EDITION, "tag", RESULTS, 5 * MINUTE);
    assertFalse(given.again(edition("2-b"), "tag", 6 * MINUTE));
  }

  @Test
  void thoseThatWereNotAskedForLongestMakeRoom() {
    List<Evaluation> half = Collections.nCopies(HALF, gave("one"));
    given.first(EDITION, "a", half, 5 * MINUTE);
    given.first(EDITION, "b", half, 5 * MINUTE);
    assertTrue(given.again(EDITION, "a", 6 * MINUTE));
    given.first(EDITION, "c", RESULTS, 6 * MINUTE);
    counted.clear();
    assertTrue(given.again(EDITION, "a", 7 * MINUTE));
    assertEquals(HALF, counted.size());
    assertFalse(given.again(EDITION, "b", 7 * MINUTE));
  }

  @Test
  void tagsMakeRoomThoughNothingWasGiven() {
    given.first(EDITION, "first", List.of(), 5 * MINUTE);
    for (int i = 0; i < BulkAnswers.MOST / BulkAnswers.TAG; i++) {
      given.first(EDITION, "tag " + i, List.of(), 5 * MINUTE);
    }
    assertFalse(given.again(EDITION, "first", 6 * MINUTE));
  }

  private static Evaluation gave(String key) {
    return new Evaluation.Resolved(key, Json.TRUE, "on", Reason.STATIC, ObjectNode.EMPTY);
  }

  private static Edition edition(String tag) {
    return new Edition(Ruleset.EMPTY, ObjectNode.EMPTY, tag, "", false);
  }
}
