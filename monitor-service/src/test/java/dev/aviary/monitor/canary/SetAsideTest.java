package dev.aviary.monitor.canary;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.aviary.monitor.evidence.EvidenceSecond;
import dev.aviary.monitor.evidence.TrackCounts;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SetAsideTest {
  private final SetAside setAside = new SetAside();
  private long second = 1_000;

  @Test
  void aCanaryThatFailsInARowWhileStableAnswersIsDead() {
    take(1, 1, 5, 0, 2);
    take(0, 0, 5, 0, 1);
    take(1, 1, 5, 0, 2);
    assertNull(setAside.reason());
    take(1, 1, 5, 0, 2);
    assertNotNull(setAside.reason());
  }

  @Test
  void oneThatAnsweredInBetweenIsNot() {
    take(2, 2, 5, 0, 2);
    take(1, 0, 5, 0, 0);
    take(2, 2, 5, 0, 2);
    assertNull(setAside.reason());
  }

  @Test
  void oneThatIsNotSetAsideIsLeftToTheComparison() {
    take(20, 20, 5, 0, 0);
    assertNull(setAside.reason());
  }

  @Test
  void whereStableFailsTooItIsNotToBlame() {
    take(5, 5, 5, 2, 30);
    assertNull(setAside.reason());
  }

  @Test
  void whereStableIsNotAskedNothingIsKnown() {
    take(5, 5, 0, 0, 30);
    assertNull(setAside.reason());
    take(0, 0, 3, 0, 29);
    assertNotNull(setAside.reason());
  }

  @Test
  void whatStableAnsweredBeforeItFailedSaysNothing() {
    take(1, 0, 50, 0, 0);
    second += 3;
    take(5, 5, 0, 0, 30);
    assertNull(setAside.reason());
  }

  private void take(int canary, int canaryFailed, int stable, int stableFailed, int away) {
    setAside.take(
        new EvidenceSecond(
            second++,
            new TrackCounts(canary, canaryFailed, Map.of()),
            new TrackCounts(stable, stableFailed, Map.of()),
            away));
  }
}
