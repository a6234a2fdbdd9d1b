package dev.aviary.cli.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class TextTableTest {
  private static final TextStyle PLAIN = new TextStyle(false);

  @Test
  void columnsAreAsWideAsTheirWidestCellAndTheLastHasNoBlanksBehind() {
    var table =
        new TextTable(PLAIN, "APP", "STATE").row("shop", "steady").row("a-longer-name", "trying");
    assertEquals(
        """
        APP             STATE
        shop            steady
        a-longer-name   trying\
        """,
        table.text());
  }

  @Test
  void coloursCountAsNoWidth() {
    var style = new TextStyle(true);
    var table = new TextTable(style, "A", "B").row(style.good("on"), "x").row("o", "y");
    assertEquals("\033[1mA\033[0m    \033[1mB\033[0m\n\033[32mon\033[0m   x\no    y", table.text());
  }

  @Test
  void aCellThatIsEmptyIsShownAndALineEndIsABlank() {
    var table = new TextTable(PLAIN, "A", "B").row("", "two\nlines");
    assertEquals("A   B\n-   two lines", table.text());
  }

  @Test
  void aLetterOfTwoUnitsCountsOnce() {
    var table = new TextTable(PLAIN, "A", "B").row("🐦", "x").row("ab", "y");
    assertEquals("A    B\n🐦    x\nab   y", table.text());
  }

  @Test
  void aTableOfTitlesAloneIsEmpty() {
    assertTrue(new TextTable(PLAIN, "A").isEmpty());
    assertFalse(new TextTable(PLAIN, "A").row("x").isEmpty());
  }

  @Test
  void withoutColoursATextStaysAsItIs() {
    assertEquals("x", PLAIN.bad("x"));
    assertEquals("\033[31mx\033[0m", new TextStyle(true).bad("x"));
  }

  @Test
  void anAgeIsToldInTheUnitThatFits() {
    assertEquals("0 s", Ages.words(Duration.ofSeconds(-3)));
    assertEquals("119 s", Ages.words(Duration.ofSeconds(119)));
    assertEquals("2 min", Ages.words(Duration.ofMinutes(2)));
    assertEquals("119 min", Ages.words(Duration.ofMinutes(119)));
    assertEquals("47 h", Ages.words(Duration.ofHours(47)));
    assertEquals("2 d", Ages.words(Duration.ofDays(2)));
    assertEquals("", Ages.since("no moment", Instant.EPOCH));
    assertEquals("60 s", Ages.since("1970-01-01T00:00:00Z", Instant.ofEpochSecond(60)));
  }
}
