package dev.aviary.monitor.canary;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aviary.contract.telemetry.LatencyBounds;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LatencyTest {
  @Test
  void aRowHasOneCellForEachBoundAndOneForWhatIsLonger() {
    double[] row = Latency.row(Map.of("12.5", 3L, LatencyBounds.MORE, 1L));
    assertEquals(LatencyBounds.NAMES.size(), row.length);
    assertEquals(3, row[LatencyBounds.NAMES.indexOf("12.5")]);
    assertEquals(1, row[row.length - 1]);
  }

  @Test
  void aBoundOfAnotherVersionCountsInTheCellThatHoldsIt() {
    double[] row = Latency.row(Map.of("11", 2L));
    assertEquals(2, row[LatencyBounds.NAMES.indexOf("12.5")]);
  }
}
