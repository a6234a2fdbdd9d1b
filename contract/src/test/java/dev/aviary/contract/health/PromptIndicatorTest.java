package dev.aviary.contract.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

final class PromptIndicatorTest {
  private final AtomicInteger asked = new AtomicInteger();
  private CompletableFuture<HealthResult> answer = new CompletableFuture<>();
  private final PromptIndicator prompt =
      new PromptIndicator(new StoreHealthIndicator(), InstantSource.fixed(Instant.EPOCH));

  @Test
  void whatAnswersAtOnceIsPassedOn() {
    answer.complete(up());
    assertEquals(HealthStatus.UP, result().getStatus());
    assertEquals("shelf", result().getName());
    assertEquals(2, asked.get());
  }

  @Test
  void whatDoesNotAnswerIsDownAndSaysSinceWhen() {
    HealthResult silent = result();
    assertEquals(HealthStatus.DOWN, silent.getStatus());
    assertEquals("store", silent.getName());
    assertEquals(
        Map.of("error", "has not answered since it was asked at 1970-01-01T00:00:00Z"),
        silent.getDetails());
  }

  @Test
  void itIsAskedOnceUntilItAnswersAndWhatItSaidLastIsTold() {
    answer.complete(up());
    result();
    answer = new CompletableFuture<>();
    result();
    HealthResult silent = result();
    assertEquals(2, asked.get());
    assertEquals("shelf", silent.getName());
    assertTrue(String.valueOf(silent.getDetails()).contains("lastStatus=UP"));
    answer.complete(up());
    assertEquals(HealthStatus.UP, result().getStatus());
  }

  @Test
  void aThreadThatBlocksHoldsUpNobody() {
    var blocked =
        new PromptIndicator(
            () -> {
              new CompletableFuture<Void>().join();
              return Mono.empty();
            },
            InstantSource.system());
    HealthResult silent = Mono.from(blocked.getResult()).toFuture().join();
    assertEquals(HealthStatus.DOWN, silent.getStatus());
  }

  private HealthResult result() {
    return Mono.from(prompt.getResult()).toFuture().join();
  }

  private static HealthResult up() {
    return HealthResult.builder("shelf", HealthStatus.UP).build();
  }

  private final class StoreHealthIndicator implements HealthIndicator {
    @Override
    public Publisher<HealthResult> getResult() {
      asked.incrementAndGet();
      return Mono.fromFuture(answer, true);
    }
  }
}
