package dev.aviary.monitor.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.github.dockerjava.api.model.HostConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CpuAllowanceTest {

  @Test
  void nanoCpusComeFirst() {
    var both = HostConfig.newHostConfig().withNanoCPUs(550_000_000L).withCpusetCpus("0-3");
    assertEquals(0.55, CpuAllowance.of(both));
  }

  @Test
  void aQuotaIsOfItsPeriodOrOfTheKernelsDefaultOne() {
    var period = HostConfig.newHostConfig().withCpuQuota(150_000L).withCpuPeriod(50_000L);
    assertEquals(3, CpuAllowance.of(period));
    assertEquals(1.5, CpuAllowance.of(HostConfig.newHostConfig().withCpuQuota(150_000L)));
  }

  @Test
  void withoutAnyLimitItIsZero() {
    assertEquals(0, CpuAllowance.of(HostConfig.newHostConfig()));
    assertEquals(0, CpuAllowance.of(null));
  }

  @ParameterizedTest(name = "{0} are {1}")
  @CsvSource({"'0', 1", "'0-2', 3", "'0-2,7', 4", "'', 0"})
  void aSetOfCpusIsCounted(String list, int cpus) {
    assertEquals(cpus, CpuAllowance.of(HostConfig.newHostConfig().withCpusetCpus(list)));
  }
}
