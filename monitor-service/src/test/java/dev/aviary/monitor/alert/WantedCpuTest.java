package dev.aviary.monitor.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.aviary.monitor.record.CpuDemand;
import dev.aviary.monitor.sample.HostLoad;
import dev.aviary.monitor.sample.Sample;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class WantedCpuTest {
  private static final HostLoad STARVED = new HostLoad(99, 97.0, 4);
  private static final HostLoad IDLE = new HostLoad(20, 3.0, 0.5);

  @Test
  void aCanaryThatBurnsOnAStarvedHostWantsItsShareTimesThoseThatCompete() {
    CpuDemand demand = Objects.requireNonNull(demand(24, null, STARVED, 1, 2.0, 2.0));
    assertEquals(96, demand.wanted());
    assertEquals(24, demand.given());
    assertEquals(12, demand.timesStable());
  }

  @Test
  void onAHostWithRoomItWantsWhatItIsGiven() {
    assertNull(demand(45, null, IDLE, 1, 2.0));
  }

  @Test
  void aCanaryThatStarvesLikeItsStableContainersIsNotToBlame() {
    assertNull(demand(30, null, STARVED, 1, 30.0, 28.0));
    assertNull(demand(30, null, STARVED, 1, 7.0));
  }

  @Test
  void aCanaryThatGetsMoreRequestsMayUseMore() {
    assertNull(demand(30, null, STARVED, 9, 3.0));
    assertNotNull(demand(30, null, STARVED, 1.5, 3.0));
  }

  @Test
  void aCanaryThatGetsFewerRequestsIsMeasuredByAWholeStableContainer() {
    assertNull(demand(30, null, STARVED, 0.1, 8.0));
  }

  @Test
  void withoutAStableContainerNothingIsSaid() {
    assertNull(demand(30, null, STARVED, 1));
  }

  @Test
  void ofATrifleNoEstimateIsMade() {
    assertNull(demand(9.9, null, new HostLoad(99, 97.0, 10), 1, 0.1));
  }

  @Test
  void aCrowdIsTakenForNoMoreThanTen() {
    CpuDemand demand = Objects.requireNonNull(demand(12, null, new HostLoad(99, 97.0, 40), 1, 0.5));
    assertEquals(120, demand.wanted());
  }

  @Test
  void whatItsOwnLimitKeepsFromACanaryItWantsTooAlsoOnAHostWithRoom() {
    CpuDemand demand = Objects.requireNonNull(demand(30, 70.0, IDLE, 1, 1.0));
    assertEquals(100, demand.wanted());
    assertEquals(1, demand.competing());
    assertNull(demand(30, 70.0, IDLE, 1, 30.0), "stable is at its limit too");
  }

  private static @Nullable CpuDemand demand(
      double given, @Nullable Double throttled, HostLoad load, double requests, Double... stable) {
    var sample = new Sample(Instant.EPOCH, given, given, 1, 1, 1.0, 0, 0, 0, 0, 1, null, throttled);
    return WantedCpu.demand(sample, List.of(stable), load, requests);
  }
}
