package dev.aviary.balancer.route;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aviary.balancer.route.Health.ProbeRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProbeRecordTest {

  /** Probes in order, + for a success; with fall 3 and rise 2. */
  @ParameterizedTest
  @CsvSource({
    "+, true",
    "--, true",
    "---, false",
    "--+--, true",
    "--+---, false",
    "---+, false",
    "---++, true",
    "---+-+, false",
    "---+-++, true",
    "---++--, true",
    "---++---, false"
  })
  void threeFailuresInARowAndTwoSuccessesInARowTurnIt(String probes, boolean well) {
    ProbeRecord record = ProbeRecord.WELL;
    for (int i = 0; i < probes.length(); i++) {
      record = record.next(probes.charAt(i) == '+', 3, 2);
    }
    assertEquals(well, record.well());
  }
}
