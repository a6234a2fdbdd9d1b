package dev.aviary.monitor.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.github.dockerjava.api.model.Statistics;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Records as engines sent them, read as the engine client reads them. */
final class StatsRecordTest {

  @Test
  void aRecordOfCgroupV1() {
    Counters counters = read("cgroup-v1.json");
    assertEquals(Instant.parse("2026-11-23T06:16:23.878527218Z"), counters.read());
    assertEquals(
        new CpuCounters(3_650_045_510L, 4_436_980_000_000L, 2, 1_489_308_236L), counters.cpu());
    assertEquals(new CpuCounters(3_049_980_213L, 4_434_990_000_000L, 2), counters.before());
    assertEquals(new MemoryCounters(42_868_736, 49_152L, 49_152L, 67_108_864), counters.memory());
    assertEquals(new IoCounters(806, 70, 0, 0, 1), counters.io());
    assertEquals(60.31, CpuPercent.of(counters.before(), counters.cpu()).orElseThrow(), 0.01);
  }

  @Test
  void aRecordOfCgroupV2WithBlockIoAndTwoNetworks() {
    Counters counters = read("cgroup-v2.json");
    assertEquals(new CpuCounters(5_000_000_000L, 90_000_000_000L, 4), counters.cpu());
    assertEquals(
        new MemoryCounters(100_000_000, null, 20_000_000L, 268_435_456), counters.memory());
    assertEquals(new IoCounters(3_000, 700, 4_096, 8_192, 7), counters.io());
  }

  @Test
  void withoutOnlineCpusThePerCpuCountersAreCounted() {
    assertEquals(2, read("old-engine.json").cpu().online());
  }

  @Test
  void aRecordOfAContainerThatDoesNotRunHasNoTime() {
    assertNull(read("not-running.json").read());
  }

  private static Counters read(String name) {
    try (var in = StatsRecordTest.class.getResourceAsStream(name)) {
      return StatsRecord.read(
          DefaultDockerClientConfig.createDefaultConfigBuilder()
              .build()
              .getObjectMapper()
              .readValue(Objects.requireNonNull(in, name), Statistics.class));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
