package dev.aviary.monitor.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Vectors of docker/go-units. */
final class HumanSizeTest {

  @ParameterizedTest(name = "{0} bytes of memory are {1}")
  @CsvSource({
    "0, 0B",
    "1, 1B",
    "1023, 1023B",
    "1024, 1KiB",
    "1048576, 1MiB",
    "21076377, 20.1MiB",
    "42823680, 40.84MiB",
    "268435456, 256MiB",
    "25275858944, 23.54GiB",
    "1048575, 1024KiB",
  })
  void memoryHasPowersOf1024AndFourDigits(long bytes, String text) {
    assertEquals(text, HumanSize.binary(bytes));
  }

  @ParameterizedTest(name = "{0} bytes of traffic are {1}")
  @CsvSource({"0, 0B", "736, 736B", "1450, 1.45kB", "12345678, 12.3MB", "2000000000, 2GB"})
  void trafficHasPowersOf1000AndThreeDigits(long bytes, String text) {
    assertEquals(text, HumanSize.decimal(bytes));
  }
}
