package dev.aviary.contract.flag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class FlagTest {
  private static final FlagChange CHANGE = new FlagChange(1, Instant.EPOCH, "api");
  private static final Map<String, Boolean> VARIANTS = Map.of("on", true, "off", false);

  @Test
  void aSwitchIsWhatItWasTurned() {
    assertTrue(Flag.of(true, null, CHANGE).on());
    assertFalse(Flag.of(false, null, CHANGE).on());
    assertEquals("text", Flag.of(true, "text", CHANGE).description());
    assertNull(Flag.of(true, null, CHANGE).description());
  }

  @Test
  void aDisabledFlagIsOffWhateverItsVariant() {
    assertFalse(flag(Flag.State.DISABLED, "on").on());
  }

  @Test
  void withoutDefaultVariantAFlagIsOff() {
    assertFalse(flag(Flag.State.ENABLED, null).on());
  }

  @Test
  void theVariantsValueCountsAndNotItsName() {
    var turned = Map.of("on", false, "off", true);
    assertTrue(new Flag(Flag.State.ENABLED, turned, "off", Map.of(), CHANGE).on());
  }

  @Test
  void aDefaultVariantThatIsNoneOfTheVariantsIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> flag(Flag.State.ENABLED, "perhaps"));
  }

  private static Flag flag(Flag.State state, @Nullable String variant) {
    return new Flag(state, VARIANTS, variant, Map.of(), CHANGE);
  }
}
