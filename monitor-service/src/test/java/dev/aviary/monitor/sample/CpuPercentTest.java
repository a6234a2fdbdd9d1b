package dev.aviary.monitor.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CpuPercentTest {

  @ParameterizedTest(name = "{0} of {1} ns on {2} CPUs are {3} %")
  @CsvSource({
    "600000000, 2000000000, 2, 60",
    "0, 2000000000, 2, 0",
    "2000000000, 2000000000, 2, 200",
    "4100000, 16000000000, 16, 0.41",
    "1500000000, 1000000000, 1, 150",
  })
  void isTheShareOfTheHostsTimeTimesItsCpus(long used, long passed, long online, double percent) {
    var before = new CpuCounters(7_000, 9_000, online);
    var now = new CpuCounters(7_000 + used, 9_000 + passed, online);
    assertEquals(percent, CpuPercent.of(before, now).orElseThrow(), 1e-9);
  }

  @Test
  void isZeroWhenNoTimePassedOnTheHost() {
    var before = new CpuCounters(100, 9_000, 2);
    assertEquals(0, CpuPercent.of(before, new CpuCounters(200, 9_000, 2)).orElseThrow());
  }

  @Test
  void isNothingForTheFirstRecordWhichHasNoCountersBeforeIt() {
    assertTrue(CpuPercent.of(CpuCounters.NONE, new CpuCounters(5_000, 9_000, 2)).isEmpty());
  }

  @Test
  void isNothingForARecordOfAContainerThatDoesNotRun() {
    assertTrue(CpuPercent.of(new CpuCounters(5_000, 9_000, 2), CpuCounters.NONE).isEmpty());
  }

  @Test
  void isNothingWhenTheContainersCounterWentBackwards() {
    var before = new CpuCounters(5_000, 9_000, 2);
    assertTrue(CpuPercent.of(before, new CpuCounters(4_999, 19_000, 2)).isEmpty());
  }

  @Test
  void isNothingWhenTheHostsCounterWentBackwards() {
    var before = new CpuCounters(5_000, 9_000, 2);
    assertTrue(CpuPercent.of(before, new CpuCounters(5_001, 8_999, 2)).isEmpty());
  }

  @Test
  void isNothingWhenTheNumberOfCpusIsNotKnown() {
    var before = new CpuCounters(5_000, 9_000, 0);
    assertTrue(CpuPercent.of(before, new CpuCounters(6_000, 19_000, 0)).isEmpty());
  }
}
