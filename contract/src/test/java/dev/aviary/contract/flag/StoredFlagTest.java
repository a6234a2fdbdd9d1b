package dev.aviary.contract.flag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

final class StoredFlagTest {
  @Test
  void theNoteOfTheIndexSaysRevisionAndPlainKey() {
    for (String note : new String[] {"7 on", "12 off", "3"}) {
      assertEquals(note, StoredFlag.of("{}", note).note());
    }
    assertEquals(new StoredFlag("{}", 7, true), StoredFlag.of("{}", "7 on"));
    assertEquals(new StoredFlag("{}", 12, false), StoredFlag.of("{}", "12 off"));
  }

  @Test
  void anOlderNoteSaysNothingOfThePlainKey() {
    StoredFlag old = StoredFlag.of("{}", "3");
    assertNull(old.on());
    assertEquals("3 off", old.with(false).note());
  }

  @Test
  void aFlagThatIsNotedAlreadyStaysTheSameObject() {
    StoredFlag on = new StoredFlag("{}", 1, true);
    assertSame(on, on.with(true));
    assertEquals("1 off", on.with(false).note());
  }
}
