package dev.aviary.monitor.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aviary.contract.app.Track;
import dev.aviary.monitor.record.Finding;
import dev.aviary.monitor.record.Measure;
import dev.aviary.monitor.record.Metric;
import dev.aviary.monitor.record.StableMean;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class MeasureRuleTest {

  @Test
  void aCanaryThatIsHotAloneIsWithdrawn() {
    assertEquals(Measure.WITHDRAWN, on(Track.CANARY, 90, 10, 12));
  }

  @Test
  void aCanaryWithoutStableContainersBesideItIsWithdrawn() {
    assertEquals(Measure.WITHDRAWN, on(Track.CANARY, 90));
  }

  @Test
  void aCanaryIsKeptWhenTheMeanOfTheStableContainersIsWithin20PercentOfIt() {
    assertEquals(Measure.KEPT, on(Track.CANARY, 90, 64, 80));
    assertEquals(Measure.WITHDRAWN, on(Track.CANARY, 90, 63, 80));
  }

  @Test
  void aCanaryIsKeptWhenTheStableContainersAreHotterThanIt() {
    assertEquals(Measure.KEPT, on(Track.CANARY, 60, 95, 99));
  }

  @Test
  void aStableContainerIsNeverTakenOut() {
    assertEquals(Measure.REPORTED, on(Track.STABLE, 100, 1));
  }

  @Test
  void aCanaryWithAProcessThatTheKernelKilledForMemoryIsWithdrawnWhateverItsMeanIs() {
    assertEquals(Measure.WITHDRAWN, killed(Track.CANARY, null));
    assertEquals(Measure.REPORTED, killed(Track.STABLE, null));
  }

  @Test
  void aCanaryIsKeptWhenTheKernelKilledAProcessOfAStableContainerToo() {
    assertEquals(Measure.KEPT, killed(Track.CANARY, Instant.EPOCH));
  }

  private static Measure killed(Track track, @Nullable Instant stableKilledAt) {
    var stable = new StableMean("stable-1", 30, List.of(), stableKilledAt);
    return MeasureRule.on(
        track,
        new Finding(Metric.MEMORY, 50, 30, 8, 30, List.of(), List.of(stable), Instant.EPOCH),
        20);
  }

  private static Measure on(Track track, double mean, double... stable) {
    List<StableMean> neighbours =
        Arrays.stream(stable).mapToObj(each -> new StableMean("stable", each, List.of())).toList();
    return MeasureRule.on(
        track, new Finding(Metric.CPU, 50, mean, 8, mean, List.of(), neighbours), 20);
  }
}
