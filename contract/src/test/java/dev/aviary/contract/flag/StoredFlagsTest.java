package dev.aviary.contract.flag;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class StoredFlagsTest {
  private static final FlagKey ON = new FlagKey("on");
  private static final FlagKey OFF = new FlagKey("off");
  private static final FlagKey UNDEFINED = new FlagKey("undefined");

  @Test
  void nothingWasDoneByHandWhenPlainKeysAndDefinitionsAgree() {
    assertEquals(Map.of(), byHand(Map.of(ON, "true")));
  }

  @Test
  void aPlainKeyThatIsMissingWasDeleted() {
    assertEquals(Map.of(ON, false), byHand(Map.of()));
  }

  @Test
  void aPlainKeyThatIsThereWasSet() {
    assertEquals(Map.of(OFF, true), byHand(Map.of(ON, "true", OFF, "true")));
  }

  @Test
  void anyValueButTrueIsOff() {
    for (String value : new String[] {"", "1", "TRUE", "true ", "false"}) {
      assertEquals(Map.of(ON, false), byHand(Map.of(ON, value, OFF, value)));
    }
  }

  @Test
  void onlyTrueMakesAKeyWithoutDefinitionAFlag() {
    assertEquals(Map.of(UNDEFINED, true), byHand(Map.of(ON, "true", UNDEFINED, "true")));
    assertEquals(Map.of(), byHand(Map.of(ON, "true", UNDEFINED, "1")));
  }

  private static Map<FlagKey, Boolean> byHand(Map<FlagKey, String> plain) {
    var change = new FlagChange(1, Instant.EPOCH, "api");
    var flags = new TreeMap<FlagKey, Flag>();
    flags.put(ON, Flag.of(true, null, change));
    flags.put(OFF, Flag.of(false, null, change));
    return new StoredFlags(new FlagSet(1, flags), new TreeMap<>(plain)).byHand();
  }
}
