package dev.aviary.monitor.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AlertIntakeTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final AlertIntake intake = new AlertIntake(2, registry);
  private final List<String> done = new ArrayList<>();

  @Test
  void ofTooManySamplesTheNewestAreLeftOutAndCounted() {
    List.of("1", "2", "3", "4").forEach(this::sample);
    assertEquals(List.of("1", "2"), taken());
    assertEquals(2, registry.counter("aviary.alerts.samples.left.out").count());
    sample("5");
    assertEquals(List.of("5"), taken());
  }

  @Test
  void evidenceIsKeptHoweverManySamplesWait() {
    List.of("1", "2", "3").forEach(this::sample);
    evidence("a", "memory", "a was killed");
    evidence("b", "memory", "b was killed");
    evidence("a", "errors", "a fails");
    assertEquals(List.of("1", "2", "a was killed", "b was killed", "a fails"), taken());
  }

  @Test
  void ofOneKindAboutOneContainerTheLastCounts() {
    evidence("a", "errors", "found");
    evidence("a", "latency", "found too");
    evidence("a", "errors", "over");
    assertEquals(List.of("found too", "over"), taken());
    assertEquals(List.of(), taken());
  }

  private void sample(String name) {
    intake.sample(() -> done.add(name));
  }

  private void evidence(String container, String kind, String name) {
    intake.evidence(container, kind, () -> done.add(name));
  }

  private List<String> taken() {
    done.clear();
    intake.take().forEach(Runnable::run);
    return List.copyOf(done);
  }
}
