package dev.aviary.builder.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.app.Release;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class QueueWaitTest {
  private static final RandomGenerator NEVER_SHORTER = () -> 0;
  private static final Release RELEASE =
      new Release("shop-1", "shop", "master", "1".repeat(40), "sha256:1", null);

  @Test
  void aSourceIsCheckedOutEverMoreSeldomWhileTheEngineIsAway() {
    var pauses = new ArrayList<Long>();
    QueueWait.ForEngine waits = QueueWait.ForEngine.after(null, "away", 0, NEVER_SHORTER);
    for (int i = 0; i < 7; i++) {
      pauses.add(Duration.ofNanos(waits.until()).toSeconds());
      waits = QueueWait.ForEngine.after(waits, "away", 0, NEVER_SHORTER);
    }
    assertEquals(List.of(1L, 2L, 4L, 8L, 16L, 30L, 30L), pauses);
    assertTrue(waits.rests(waits.until() - 1));
    assertFalse(waits.rests(waits.until()));
  }

  @Test
  void theEngineThatIsAwayAfterAWaitForTheTrackIsTriedAfterTheShortestPause() {
    var built = new QueueWait.ForTrack("d-1 is under way", RELEASE);
    var away = QueueWait.ForEngine.after(built, "away", 0, NEVER_SHORTER);
    assertEquals(1, Duration.ofNanos(away.until()).toSeconds());
  }

  @Test
  void whatIsBuiltAsksForItsTurnEachTime() {
    assertFalse(new QueueWait.ForTrack("d-1 is under way", RELEASE).rests(5));
  }
}
