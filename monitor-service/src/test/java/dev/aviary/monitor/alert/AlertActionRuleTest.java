package dev.aviary.monitor.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aviary.contract.app.Track;
import dev.aviary.monitor.record.AlertAction;
import dev.aviary.monitor.record.Finding;
import dev.aviary.monitor.record.Metric;
import dev.aviary.monitor.record.StableMean;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class AlertActionRuleTest {

  @Test
  void aCanaryThatIsHotAloneIsWithdrawn() {
    assertEquals(AlertAction.WITHDRAWN, on(Track.CANARY, 90, 10, 12));
  }

  @Test
  void aCanaryWithoutStableContainersBesideItIsWithdrawn() {
    assertEquals(AlertAction.WITHDRAWN, on(Track.CANARY, 90));
  }

  @Test
  void aCanaryIsKeptWhenTheMeanOfTheStableContainersIsWithin20PercentOfIt() {
    assertEquals(AlertAction.KEPT, on(Track.CANARY, 90, 64, 80));
    assertEquals(AlertAction.WITHDRAWN, on(Track.CANARY, 90, 63, 80));
  }

  @Test
  void aCanaryIsKeptWhenTheStableContainersAreHotterThanIt() {
    assertEquals(AlertAction.KEPT, on(Track.CANARY, 60, 95, 99));
  }

  @Test
  void aStableContainerIsNeverTakenOut() {
    assertEquals(AlertAction.REPORTED, on(Track.STABLE, 100, 1));
  }

  @Test
  void aCanaryWithAProcessThatTheKernelKilledForMemoryIsWithdrawnWhateverItsMeanIs() {
    assertEquals(AlertAction.WITHDRAWN, killed(Track.CANARY, null));
    assertEquals(AlertAction.REPORTED, killed(Track.STABLE, null));
  }

  @Test
  void aCanaryIsKeptWhenTheKernelKilledAProcessOfAStableContainerToo() {
    assertEquals(AlertAction.KEPT, killed(Track.CANARY, Instant.EPOCH));
  }

  private static AlertAction killed(Track track, @Nullable Instant stableKilledAt) {
    var stable = new StableMean("stable-1", 30, List.of(), stableKilledAt);
    return AlertActionRule.on(
        track,
        new Finding(Metric.MEMORY, 50, 30, 8, 30, List.of(), List.of(stable), Instant.EPOCH),
        20);
  }

  private static AlertAction on(Track track, double mean, double... stable) {
    List<StableMean> neighbours =
        Arrays.stream(stable).mapToObj(each -> new StableMean("stable", each, List.of())).toList();
    return AlertActionRule.on(
        track, new Finding(Metric.CPU, 50, mean, 8, mean, List.of(), neighbours), 20);
  }
}
