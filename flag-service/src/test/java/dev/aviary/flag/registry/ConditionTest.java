package dev.aviary.flag.registry;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ConditionTest {
  private static final OptionalLong MISSING = OptionalLong.empty();
  private static final OptionalLong SEVEN = OptionalLong.of(7);

  @Test
  void withoutAConditionEverythingHolds() {
    assertTrue(Condition.NONE.holds(MISSING));
    assertTrue(Condition.NONE.holds(SEVEN));
  }

  @Test
  void oneOfTheRevisionsMustBeTheRightOne() {
    Condition condition = new Condition(Set.of(6L, 7L), false, false);
    assertTrue(condition.holds(SEVEN));
    assertFalse(condition.holds(OptionalLong.of(8)));
    assertFalse(condition.holds(MISSING));
  }

  @Test
  void itMustBeThereOrMustNot() {
    assertTrue(new Condition(Set.of(), true, false).holds(SEVEN));
    assertFalse(new Condition(Set.of(), true, false).holds(MISSING));
    assertFalse(new Condition(Set.of(), false, true).holds(SEVEN));
    assertTrue(new Condition(Set.of(), false, true).holds(MISSING));
  }
}
