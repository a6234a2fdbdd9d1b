package dev.aviary.flag.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.app.BadValueException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FlagKeyTest {
  @ParameterizedTest
  @ValueSource(strings = {"new_feature", "siege_feature", "a", "9", "A.b-c_d", "latency"})
  void aFlagCanHaveTheseNames(String name) {
    assertEquals(Optional.of(new FlagKey(name)), FlagKey.of(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", ".a", "-a", "_a", "a b", "a/b", "a:b", "{aviary}:flag:x", "é", "a\n"})
  void noFlagCanHaveTheseNames(String name) {
    assertEquals(Optional.empty(), FlagKey.of(name));
    assertThrows(BadValueException.class, () -> new FlagKey(name));
  }

  @Test
  void aNameHas128CharactersAtMost() {
    assertTrue(FlagKey.of("k".repeat(128)).isPresent());
    assertTrue(FlagKey.of("k".repeat(129)).isEmpty());
  }
}
