package dev.aviary.monitor.canary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.monitor.sample.Container;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ContainerWatchTest {
  private static final Instant START = Instant.parse("2026-03-01T14:00:00Z");

  private final ContainerWatch watch = new ContainerWatch();

  @Test
  void aContainerThatRunsOnIsWell() {
    watch.sawCanary(container("c-1", 0));
    watch.sawCanary(container("c-1", 0));
    assertEquals(List.of(), watch.reasons(at(60)));
    assertFalse(watch.bad(at(60)));
  }

  @Test
  void oneRestartIsSaidAndIsNoReasonToWithdraw() {
    watch.sawCanary(container("c-1", 0));
    watch.sawCanary(container("c-1", 30));
    assertEquals(
        List.of(
            "its container died and was started again once in 10 minutes, last at"
                + " 2026-03-01T14:00:30Z"),
        watch.reasons(at(60)));
    assertFalse(watch.bad(at(60)));
  }

  @Test
  void twoRestartsAreBadWhetherTheContainerIsTheSameOrAnother() {
    watch.sawCanary(container("c-1", 0));
    watch.sawCanary(container("c-1", 30));
    watch.sawCanary(container("c-2", 50));
    assertTrue(watch.bad(at(60)));
  }

  @Test
  void restartsOfLongAgoAreForgotten() {
    watch.sawCanary(container("c-1", 0));
    watch.sawCanary(container("c-1", 30));
    watch.sawCanary(container("c-1", 50));
    assertFalse(watch.bad(at(700)));
    assertEquals(List.of(), watch.reasons(at(700)));
  }

  @Test
  void whereAStableContainerRestartedTooItIsTheHost() {
    watch.sawStable("d-1", container("s-1", 0));
    watch.sawStable("d-1", container("s-1", 40));
    watch.sawCanary(container("c-1", 0));
    watch.sawCanary(container("c-1", 30));
    watch.sawCanary(container("c-1", 50));
    assertFalse(watch.bad(at(60)));
  }

  @Test
  void probesThatFailForAWhileAreBadWhereStableAnswersThem() {
    watch.probed(new HealthReport(at(0), "/health answers 503", true));
    assertFalse(watch.bad(at(10)));
    assertTrue(watch.bad(at(15)));
    assertEquals(
        List.of("it fails its probes since 2026-03-01T14:00:00Z: /health answers 503"),
        watch.reasons(at(15)));
    watch.probed(new HealthReport(at(0), "/health answers 503", false));
    assertFalse(watch.bad(at(15)));
    watch.probed(new HealthReport(null, "", true));
    assertEquals(List.of(), watch.reasons(at(15)));
  }

  private static Instant at(int seconds) {
    return START.plusSeconds(seconds);
  }

  private static Container container(String id, int startedAt) {
    return new Container(id, "name", "app", null, at(startedAt), 0);
  }
}
