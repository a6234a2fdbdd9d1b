package dev.aviary.monitor.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class NewestSamplesTest {
  private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
  private static final Container FINCH =
      new Container("f".repeat(64), "finch", "redis", null, START, 1);
  private static final Sample SAMPLE = new Sample(START, 1, 1, 1, 1, 1.0, 0, 0, 0, 0, 1);
  private static final long NOW = 1_000_000_000_000L;

  private final NewestSamples board = new NewestSamples();

  @Test
  void aContainerWithoutASampleHasNoData() {
    board.running(List.of(FINCH), NOW);
    assertNull(board.at(NOW).getFirst().sample());
  }

  @Test
  void aSampleStandsUntilItIsTooOldToSayAnything() {
    board.running(List.of(FINCH), NOW);
    board.sampled(FINCH, SAMPLE, NOW);
    assertEquals(SAMPLE, board.at(NOW + NewestSamples.FRESH.toNanos()).getFirst().sample());
    assertNull(board.at(NOW + NewestSamples.FRESH.toNanos() + 1).getFirst().sample());
  }

  @Test
  void aContainerThatDoesNotRunIsNotShown() {
    board.running(List.of(FINCH), NOW);
    board.running(List.of(), NOW);
    assertTrue(board.at(NOW).isEmpty());
  }

  @Test
  void aRestartedContainerHasNoDataAtFirstAndALateSampleOfItsLifeBeforeIsIgnored() {
    board.running(List.of(FINCH), NOW);
    board.sampled(FINCH, SAMPLE, NOW);
    var again = new Container(FINCH.id(), "finch", "redis", null, START.plusSeconds(9), 1);
    board.running(List.of(again), NOW);
    board.sampled(FINCH, SAMPLE, NOW);
    assertNull(board.at(NOW).getFirst().sample());
  }

  @Test
  void theTaskOfASwarmsServiceIsFoundAsTheSlotsNameIt() {
    String service = "wmmobun8i1oel6eheiy9yh2bk";
    var labels =
        new ContainerLabels(FINCH.id(), "finch", Map.of("com.docker.swarm.service.id", service));
    assertEquals(service, labels.member());
    assertEquals(FINCH.id(), new ContainerLabels(FINCH.id(), "finch", null).member());
    long now = System.nanoTime();
    var task = new Container(FINCH.id(), labels.member(), "finch", "app", null, START, 1, "node1");
    board.running(List.of(task), now);
    board.sampled(task, SAMPLE, now);
    assertEquals(SAMPLE, board.of(service));
    assertNull(board.of(FINCH.id()));
  }
}
