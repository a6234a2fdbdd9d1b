package dev.aviary.contract.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.app.BadValueException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RevisionTest {
  private static final Revision SEVENTEEN = new Revision("3fa1", 17);

  @Test
  void aRevisionCoversItselfAndTheEarlierOnesOfItsEpoch() {
    assertTrue(SEVENTEEN.covers(SEVENTEEN));
    assertTrue(SEVENTEEN.covers(new Revision("3fa1", 16)));
    assertFalse(SEVENTEEN.covers(new Revision("3fa1", 18)));
  }

  @Test
  void noRevisionCoversAnotherEpochHoweverSmallItsNumber() {
    assertFalse(SEVENTEEN.covers(new Revision("9bc2", 1)));
    assertFalse(SEVENTEEN.covers(Revision.NONE));
  }

  @Test
  void whatIsWrittenIsReadAsTheSame() {
    assertEquals(SEVENTEEN, Revision.parse(SEVENTEEN.toString()));
    assertEquals("3fa1:17", SEVENTEEN.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ":", "3fa1", ":17", "3fa1:", "3fa1:x", "3fa1:-1"})
  void whatIsNoRevisionIsRefused(String text) {
    assertThrows(BadValueException.class, () -> Revision.parse(text));
  }
}
