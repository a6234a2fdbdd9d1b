package dev.aviary.builder.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ReleaseOutputTest {
  private final ReleaseOutput output = new ReleaseOutput();

  @Test
  void eachLineIsPassedOnOnce() {
    output.begin("c");
    String first = "2026-01-02T03:04:05.000000001Z creating tables";
    String second = "2026-01-02T03:04:05.100000000Z done";
    assertEquals(List.of("creating tables"), output.fresh(List.of(first)));
    assertEquals(List.of("done"), output.fresh(List.of(first, second)));
    assertEquals(List.of(), output.fresh(List.of(first, second)));
  }

  @Test
  void anotherContainerBeginsAnew() {
    output.begin("c");
    assertTrue(output.knows("c"));
    assertFalse(output.knows("d"));
    output.fresh(List.of("2026-01-02T03:04:05.000000001Z a"));
    output.begin("d");
    assertEquals(List.of("b"), output.fresh(List.of("2026-01-02T03:04:04.000000001Z b")));
  }

  @Test
  void whatIsTooMuchIsSaidOnce() {
    output.begin("c");
    List<String> lines =
        IntStream.range(0, ReleaseOutput.MOST + 50)
            .mapToObj("2026-01-02T03:04:05.%09dZ line"::formatted)
            .toList();
    List<String> fresh = output.fresh(lines);
    assertEquals(ReleaseOutput.MOST + 1, fresh.size());
    assertEquals("... more lines than 1000 are not passed on", fresh.getLast());
  }
}
