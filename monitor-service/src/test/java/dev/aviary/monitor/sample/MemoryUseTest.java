package dev.aviary.monitor.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MemoryUseTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "on cgroup v1 total_inactive_file is taken off,            500, 200, 50, 300",
    "on cgroup v2 inactive_file is taken off,                  500, , 50, 450",
    "total_inactive_file as large as the usage is not believed, 500, 500, 50, 450",
    "inactive_file as large as the usage is not believed,      500, , 500, 500",
    "neither is believed,                                      500, 900, 500, 500",
    "without details the usage stands,                         500, , , 500",
  })
  void isTheUsageWithoutTheInactivePageCache(
      String rule, long usage, @Nullable Long v1, @Nullable Long v2, long bytes) {
    assertEquals(bytes, MemoryUse.bytes(new MemoryCounters(usage, v1, v2, 1_000)), rule);
  }

  @Test
  void percentIsOfTheLimit() {
    assertEquals(12.5, MemoryUse.percent(new MemoryCounters(150, null, 25L, 1_000)));
  }

  @Test
  void percentIsUnknownWhenTheKernelAccountsNoMemory() {
    assertNull(MemoryUse.percent(new MemoryCounters(0, null, null, 0)));
  }
}
