package dev.aviary.balancer.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.aviary.contract.telemetry.TrafficInterval;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PercentileTest {
  private static final int BUCKETS = TrafficInterval.BOUNDS_MILLIS.size() + 1;

  @Test
  void nothingCountedHasNoPercentile() {
    assertNull(Percentile.of(counts(), 0.5));
  }

  @Test
  void itIsInterpolatedWithinItsBounds() {
    List<Long> counts = counts();
    counts.set(TrafficInterval.BOUNDS_MILLIS.indexOf(20), 100L);
    assertEquals(15.0, Percentile.of(counts, 0.5));
    assertEquals(19.9, Percentile.of(counts, 0.99));
  }

  @Test
  void aSlowTailShowsInTheHighOnesOnly() {
    List<Long> counts = counts();
    counts.set(0, 97L);
    counts.set(TrafficInterval.BOUNDS_MILLIS.indexOf(1000), 3L);
    assertEquals(0.98, Percentile.of(counts, 0.95));
    assertEquals(833.33, Percentile.of(counts, 0.99));
  }

  @Test
  void whatTookLongerThanTheLastBoundIsToldAsThatBound() {
    List<Long> counts = counts();
    counts.set(BUCKETS - 1, 1L);
    assertEquals(30_000.0, Percentile.of(counts, 0.5));
  }

  private static List<Long> counts() {
    return new ArrayList<>(Collections.nCopies(BUCKETS, 0L));
  }
}
