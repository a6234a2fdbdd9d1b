package dev.aviary.monitor.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class SampleCalculatorTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final MemoryCounters MEMORY = new MemoryCounters(500, null, 0L, 1_000);

  private final SampleCalculator meter = new SampleCalculator(0.5);

  @Test
  void theFirstRecordGivesNoSampleAndTheSecondDoes() {
    assertTrue(meter.take(record(NOON, CpuCounters.NONE, at(0))).isEmpty());
    assertEquals(25, cpu(meter.take(record(NOON.plusSeconds(1), at(0), at(1)))));
  }

  @Test
  void theShareOfTheLimitIsOfWhatTheContainerMayUse() {
    Sample sample = meter.take(record(NOON, at(0), at(1))).orElseThrow();
    assertEquals(50, sample.cpuOfLimitPercent(), 1e-9);
  }

  @Test
  void withoutALimitTheShareIsOfAllCpus() {
    Sample sample = new SampleCalculator(0).take(record(NOON, at(0), at(1))).orElseThrow();
    assertEquals(12.5, sample.cpuOfLimitPercent(), 1e-9);
  }

  @Test
  void aRecordOfAContainerThatDoesNotRunGivesNoSample() {
    assertTrue(meter.take(record(null, CpuCounters.NONE, CpuCounters.NONE)).isEmpty());
  }

  @Test
  void aRecordThatComesTwiceGivesOneSample() {
    assertTrue(meter.take(record(NOON, at(0), at(1))).isPresent());
    assertTrue(meter.take(record(NOON, at(0), at(1))).isEmpty());
  }

  @Test
  void aRecordFromThePastIsTheNewBaseline() {
    assertTrue(meter.take(record(NOON, at(0), at(1))).isPresent());
    assertTrue(meter.take(record(NOON.minusSeconds(60), at(1), at(2))).isEmpty());
    assertTrue(meter.take(record(NOON.minusSeconds(59), at(2), at(3))).isPresent());
  }

  @Test
  void countersThatWentBackwardsAreTheNewBaseline() {
    assertTrue(meter.take(record(NOON, at(5), at(1))).isEmpty());
    assertTrue(meter.take(record(NOON.plusSeconds(1), at(1), at(2))).isPresent());
  }

  @Test
  void whatTheLimitKeptFromItIsInPercentOfOneCpu() {
    var before = new CpuCounters(1_000, 9_000, 2, 50);
    var now = new CpuCounters(1_000 + 400_000_000, 9_000 + 2_000_000_000, 2, 600_000_050);
    Sample sample = meter.take(record(NOON, before, now)).orElseThrow();
    assertEquals(60.0, sample.throttledPercent());
    assertNull(
        meter.take(record(NOON.plusSeconds(1), at(0), at(1))).orElseThrow().throttledPercent());
  }

  @Test
  void aReadingWithoutASecondBeforeIsComparedWithTheReadingBefore() {
    assertTrue(meter.take(record(NOON, CpuCounters.NONE, at(0))).isEmpty());
    Sample sample = meter.take(record(NOON.plusSeconds(5), CpuCounters.NONE, at(5))).orElseThrow();
    assertEquals(25, sample.cpuPercent());
    assertEquals(Duration.ofSeconds(5), sample.cpuSpan());
  }

  @Test
  void aStreamThatBeginsGoesOnFromTheReadingBefore() {
    assertTrue(meter.take(record(NOON, CpuCounters.NONE, at(0))).isEmpty());
    assertTrue(meter.take(record(NOON.plusSeconds(2), CpuCounters.NONE, at(2))).isPresent());
    Sample sample = meter.take(record(NOON.plusSeconds(3), at(2), at(3))).orElseThrow();
    assertEquals(Duration.ofSeconds(1), sample.cpuSpan());
  }

  @Test
  void aReadingRightAfterAnotherWaitsForTheNext() {
    assertTrue(meter.take(record(NOON, CpuCounters.NONE, at(0))).isEmpty());
    assertTrue(meter.take(record(NOON.plusMillis(20), CpuCounters.NONE, at(0))).isEmpty());
    Sample sample = meter.take(record(NOON.plusSeconds(1), CpuCounters.NONE, at(1))).orElseThrow();
    assertEquals(Duration.ofSeconds(1), sample.cpuSpan());
  }

  private static double cpu(Optional<Sample> sample) {
    return sample.orElseThrow().cpuPercent();
  }

  private static Counters record(@Nullable Instant read, CpuCounters before, CpuCounters now) {
    return new Counters(read, now, before, MEMORY, IoCounters.NONE);
  }

  /** A quarter of one of two CPUs, each second. */
  private static CpuCounters at(long second) {
    return new CpuCounters(1_000 + second * 250_000_000, 9_000 + second * 2_000_000_000, 2);
  }
}
