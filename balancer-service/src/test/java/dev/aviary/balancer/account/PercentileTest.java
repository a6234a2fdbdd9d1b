package dev.aviary.balancer.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.aviary.contract.telemetry.LatencyBounds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PercentileTest {
  private static final int BUCKETS = LatencyBounds.NAMES.size();

  @Test
  void nothingCountedHasNoPercentile() {
    assertNull(Percentile.of(counts(), 0.5));
  }

  @Test
  void itIsInterpolatedWithinItsBounds() {
    List<Long> counts = counts();
    counts.set(LatencyBounds.NAMES.indexOf("20"), 100L);
    assertEquals(18.0, Percentile.of(counts, 0.5));
    assertEquals(19.96, Percentile.of(counts, 0.99));
  }

  @Test
  void aSlowTailShowsInTheHighOnesOnly() {
    List<Long> counts = counts();
    counts.set(0, 97L);
    counts.set(LatencyBounds.NAMES.indexOf("1000"), 3L);
    assertEquals(0.98, Percentile.of(counts, 0.95));
    assertEquals(933.33, Percentile.of(counts, 0.99));
  }

  @Test
  void whatTookLongerThanTheLastBoundIsToldAsThatBound() {
    List<Long> counts = counts();
    counts.set(BUCKETS - 1, 1L);
    assertEquals(31_500.0, Percentile.of(counts, 0.5));
  }

  private static List<Long> counts() {
    return new ArrayList<>(Collections.nCopies(BUCKETS, 0L));
  }
}
