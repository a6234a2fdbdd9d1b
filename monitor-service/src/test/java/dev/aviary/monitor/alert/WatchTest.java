package dev.aviary.monitor.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.app.Slot;
import dev.aviary.monitor.alert.MetricState.Firing;
import dev.aviary.monitor.record.Finding;
import dev.aviary.monitor.record.Metric;
import dev.aviary.monitor.sample.Sample;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class WatchTest {
  private static final long SECOND = 1_000_000_000;

  @Test
  void whatHappensDuringTheWarmUpIsNotJudgedAndNotRemembered() {
    Watch watch = Watch.begin(Timeline.DEFAULTS, Birds.in(Slot.CANARY), 20 * SECOND);
    for (int second = 0; second < 25; second++) {
      watch = watch.next(sample(100, 10.0), second * SECOND);
    }
    assertFalse(watch.alerts());
    assertEquals(5, watch.window(Metric.CPU).values().size());
  }

  @Test
  void eachMetricFiresByItself() {
    Watch before = hot(7, 10, 90.0);
    Watch after = before.next(sample(10, 90.0), 8 * SECOND);
    assertEquals(List.of(Metric.MEMORY), after.fired(before));
    assertEquals(90, after.peak(Metric.MEMORY).orElseThrow());
    assertTrue(after.peak(Metric.CPU).isEmpty());
  }

  @Test
  void memoryThatIsNotAccountedIsNotJudged() {
    Watch watch = hot(60, 10, null);
    assertTrue(watch.window(Metric.MEMORY).values().isEmpty());
    assertFalse(watch.alerts());
  }

  @Test
  void anAlertOnRecordGoesOnFiring() {
    var finding = new Finding(Metric.CPU, 50, 90, 8, 99, List.of(), List.of());
    Watch resumed =
        Watch.begin(Timeline.DEFAULTS, Birds.in(Slot.CANARY), 0).alerting(List.of(finding));
    assertEquals(new Firing(99), resumed.state(Metric.CPU));
    assertTrue(resumed.next(sample(90, 1.0), SECOND).fired(resumed).isEmpty());
  }

  @Test
  void aCanaryThatWantsTooMuchFiresByThatAndClearsWhenItNoLongerDoes() {
    Watch watch = hot(10, 24, 1.0);
    for (int second = 11; second <= 25; second++) {
      watch = watch.next(sample(24, 1.0), 96.0, second * SECOND);
    }
    assertEquals(List.of(Metric.WANTED_CPU), watch.firing());
    for (int second = 26; second <= 80; second++) {
      watch = watch.next(sample(24, 1.0), second * SECOND);
    }
    assertFalse(watch.alerts());
  }

  @Test
  void whatItWantsIsNotToldBesideWhatItIsGivenTooMuchOf() {
    Watch watch = Watch.begin(Timeline.DEFAULTS, Birds.in(Slot.CANARY), 0);
    for (int second = 1; second <= 20; second++) {
      watch = watch.next(sample(60, 1.0), 240.0, second * SECOND);
    }
    assertEquals(List.of(Metric.CPU), watch.firing());
  }

  private static Watch hot(int seconds, double cpu, @Nullable Double memory) {
    Watch watch = Watch.begin(Timeline.DEFAULTS, Birds.in(Slot.CANARY), 0);
    for (int second = 1; second <= seconds; second++) {
      watch = watch.next(sample(cpu, memory), second * SECOND);
    }
    return watch;
  }

  private static Sample sample(double cpu, @Nullable Double memory) {
    return new Sample(Instant.EPOCH, cpu, cpu, 1, 1, memory, 0, 0, 0, 0, 1);
  }
}
