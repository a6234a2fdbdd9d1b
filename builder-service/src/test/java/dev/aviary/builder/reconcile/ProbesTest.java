package dev.aviary.builder.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ProbesTest {
  private static final Duration DEADLINE = Duration.ofSeconds(5);

  private long now = 1;
  private final Probes probes = new Probes(() -> now);

  @Test
  void theDeadlineRunsFromTheFirstLook() {
    assertEquals(Probed.NEVER, probes.of("c", DEADLINE));
    now += DEADLINE.toNanos() - 1;
    probes.failed("c", "it answered 500");
    assertEquals(new Probed(false, false, "it answered 500"), probes.of("c", DEADLINE));
    now += 1;
    assertEquals(new Probed(false, true, "it answered 500"), probes.of("c", DEADLINE));
  }

  @Test
  void whatAnsweredInTimeIsNeverOverdue() {
    probes.of("c", DEADLINE);
    probes.failed("c", "refused");
    probes.answered("c");
    now += 2 * DEADLINE.toNanos();
    assertEquals(new Probed(true, false, ""), probes.of("c", DEADLINE));
  }

  @Test
  void aContainerThatIsForgottenBeginsAnew() {
    probes.of("c", DEADLINE);
    now += DEADLINE.toNanos();
    probes.keep(Set.of());
    assertEquals(Probed.NEVER, probes.of("c", DEADLINE));
  }
}
