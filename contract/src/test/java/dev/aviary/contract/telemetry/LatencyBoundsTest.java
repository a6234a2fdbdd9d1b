package dev.aviary.contract.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LatencyBoundsTest {
  @Test
  void theSeriesGoesFromOneMillisecondToHalfAMinute() {
    assertEquals(46, LatencyBounds.MILLIS.size());
    assertEquals(List.of("1", "1.25", "1.6", "2"), LatencyBounds.NAMES.subList(0, 4));
    assertEquals(List.of("25000", "31500", "more"), LatencyBounds.NAMES.subList(44, 47));
    assertEquals(12.5, LatencyBounds.MILLIS.get(LatencyBounds.NAMES.indexOf("12.5")));
  }

  @Test
  void eachBoundIsAboutAQuarterLongerThanTheOneBefore() {
    for (int i = 1; i < LatencyBounds.MILLIS.size(); i++) {
      double step = LatencyBounds.MILLIS.get(i) / LatencyBounds.MILLIS.get(i - 1);
      assertTrue(step > 1.24 && step < 1.29, LatencyBounds.NAMES.get(i));
    }
  }

  @Test
  void aTimeOnABoundBelongsToItAndALongerOneToTheNext() {
    for (int i = 0; i < LatencyBounds.MILLIS.size(); i++) {
      long nanos = Math.round(LatencyBounds.MILLIS.get(i) * 1e6);
      assertEquals(i, LatencyBounds.index(nanos));
      assertEquals(i + 1, LatencyBounds.index(nanos + 1));
    }
    assertEquals(0, LatencyBounds.index(0));
    assertEquals(46, LatencyBounds.index(Duration.ofDays(7).toNanos()));
  }

  @Test
  void whatWasCountedIsWrittenByNameInOrderAndReadAgain() {
    var counts = new ArrayList<>(Collections.nCopies(LatencyBounds.NAMES.size(), 0L));
    counts.set(LatencyBounds.index(Duration.ofMillis(16).toNanos()), 3L);
    counts.set(LatencyBounds.index(Duration.ofMillis(12).toNanos()), 40L);
    counts.set(LatencyBounds.index(Duration.ofMinutes(1).toNanos()), 1L);
    Map<String, Long> named = LatencyBounds.named(counts);
    assertEquals("{12.5=40, 16=3, more=1}", named.toString());
    assertEquals(counts, LatencyBounds.counts(named));
  }

  @Test
  void aBoundOfALaterVersionIsLeftOut() {
    long read = LatencyBounds.counts(Map.of("13.7", 5L, "16", 2L)).stream().mapToLong(l -> l).sum();
    assertEquals(2, read);
  }
}
