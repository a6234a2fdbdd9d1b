package dev.aviary.builder.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class LastSeenTest {
  private final LastSeen<String> seen = new LastSeen<>();

  @Test
  void whatIsSeenForTheFirstTimeChanged() {
    assertEquals(Set.of("a", "b"), seen.changed(Map.of("a", "1", "b", "1")));
  }

  @Test
  void onlyWhatIsDifferentChanged() {
    seen.changed(Map.of("a", "1", "b", "1"));
    assertEquals(Set.of("b"), seen.changed(Map.of("a", "1", "b", "2")));
    assertEquals(Set.of(), seen.changed(Map.of("a", "1", "b", "2")));
  }

  @Test
  void whatIsGoneChangedOnce() {
    seen.changed(Map.of("a", "1"));
    assertEquals(Set.of("a"), seen.changed(Map.of()));
    assertEquals(Set.of(), seen.changed(Map.of()));
  }
}
