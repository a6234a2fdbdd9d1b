package dev.aviary.monitor.canary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.app.Tolerance;
import dev.aviary.contract.judgement.CanaryVerdict;
import dev.aviary.monitor.evidence.EvidenceSecond;
import dev.aviary.monitor.evidence.TrackCounts;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RuleRunTest {
  private static final TrackCounts ONE = new TrackCounts(1, 0, Map.of());
  private static final TrackCounts FAILED = new TrackCounts(1, 1, Map.of());

  private final RuleRun rule = new RuleRun(Tolerance.DEFAULT, null);

  /** A probe of the monitor is answered a little after the traffic of its second, or before it. */
  @Test
  void answersThatTheMonitorAskedForCountBesideTheVisitors() {
    for (int second = 100; second < 140; second++) {
      take(second + 1, ONE, ONE);
      take(second, second % 4 == 0 ? FAILED : ONE, ONE);
    }
    assertTrue(rule.isBad());
    Ruled ruled = rule.ruled();
    assertEquals(CanaryVerdict.BAD, ruled.verdict());
    assertEquals(80, ruled.comparison().canary().requests());
    assertEquals(10, ruled.comparison().canary().failed());
  }

  private void take(long second, TrackCounts canary, TrackCounts stable) {
    rule.take(new EvidenceSecond(second, canary, stable, 0));
  }
}
