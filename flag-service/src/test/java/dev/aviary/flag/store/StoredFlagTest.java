package dev.aviary.flag.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StoredFlagTest {
  @Test
  void theNoteOfTheIndexSaysRevisionAndPlainKey() {
    assertEquals(new StoredFlag("{}", "7 on"), new StoredFlag("{}", 7, true));
    assertEquals(new StoredFlag("{}", "12 off"), new StoredFlag("{}", 12, false));
    assertEquals(OptionalLong.of(12), new StoredFlag("{}", "12 off").revision());
    assertEquals(true, new StoredFlag("{}", "7 on").on());
    assertEquals(false, new StoredFlag("{}", "12 off").on());
  }

  @Test
  void anOlderNoteSaysNothingOfThePlainKey() {
    StoredFlag old = new StoredFlag("{}", "3");
    assertFalse(old.isDamaged());
    assertNull(old.on());
    assertEquals("3 off", old.with(false, 9).note());
  }

  @Test
  void aFlagThatIsNotedAlreadyStaysTheSameObject() {
    StoredFlag on = new StoredFlag("{}", 1, true);
    assertSame(on, on.with(true, 9));
    assertEquals("1 off", on.with(false, 9).note());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "x", "12 maybe", "12  on", " 12 on", "012 on", "0", "-1 on", "12 on "})
  void aDamagedNoteIsKeptAsItIsUntilAWholeOneIsWritten(String note) {
    StoredFlag damaged = new StoredFlag("{}", note);
    assertTrue(damaged.isDamaged());
    assertEquals(note, damaged.note());
    assertEquals(OptionalLong.empty(), damaged.revision());
    assertNull(damaged.on());
    assertEquals("9 on", damaged.with(true, 9).note());
  }
}
