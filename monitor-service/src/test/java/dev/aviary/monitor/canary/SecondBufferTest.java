package dev.aviary.monitor.canary;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aviary.contract.telemetry.TrafficInterval;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SecondBufferTest {
  private static final long AT = 1_767_323_045_000L;

  private final SecondBuffer buffer = new SecondBuffer();

  @Test
  void theSlotsOfOneSecondAreOneSecond() {
    buffer.add(AT, second -> second.withStable(interval(4, 1), "1-0"));
    buffer.add(AT, second -> second.withStable(interval(6, 0), "1-1"));
    buffer.add(AT, second -> second.withCanary(interval(5, 2), "1-2"));

    ComparedSecond second = buffer.complete(AT + 300).getFirst();
    assertEquals(10, second.stable().attempts());
    assertEquals(1, second.stable().failed());
    assertEquals(Map.of("20", 10L), second.stable().millis());
    assertEquals(5, second.visitors());
    assertEquals("1-2", second.upTo());
  }

  @Test
  void aSecondThatJustCameWaitsForItsOtherSlotsUntilTheNextLook() {
    buffer.add(AT, second -> second.withStable(interval(4, 0), "1-0"));
    assertEquals(List.of(), buffer.complete(AT + 10));
    buffer.add(AT, second -> second.withCanary(interval(5, 0), "1-1"));
    assertEquals(5, buffer.complete(AT + 20).getFirst().canary().attempts());
  }

  @Test
  void aSecondThatAnotherOneFollowsIsComplete() {
    buffer.add(AT, second -> second.withStable(interval(4, 0), "1-0"));
    buffer.add(AT + 1_000, second -> second.withStable(interval(5, 0), "2-0"));
    assertEquals(
        List.of(AT), buffer.complete(AT + 1_010).stream().map(ComparedSecond::at).toList());
  }

  private static TrafficInterval interval(int attempts, int failed) {
    return new TrafficInterval(
        "b-1",
        Instant.ofEpochMilli(AT),
        "stable-1",
        "bird-0123456-1",
        attempts,
        failed,
        0,
        List.of(),
        attempts,
        failed,
        Map.of("20", (long) attempts),
        0);
  }
}
