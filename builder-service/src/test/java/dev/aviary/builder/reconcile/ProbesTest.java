package dev.aviary.builder.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aviary.contract.probe.ProbeAnswer;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ProbesTest {
  private static final Duration DEADLINE = Duration.ofSeconds(5);

  private static final ProbeResult.Failed SICK =
      new ProbeResult.Failed("it answered 500", "/health", new ProbeAnswer(500, null));

  private long now = 1;
  private final Probes probes = new Probes(() -> now);

  @Test
  void theDeadlineRunsFromTheFirstLook() {
    assertEquals(Probed.NEVER, probes.of("c", DEADLINE));
    now += DEADLINE.toNanos() - 1;
    probes.found("c", SICK);
    assertEquals(new Probed(null, false, SICK), probes.of("c", DEADLINE));
    now += 1;
    assertEquals(new Probed(null, true, SICK), probes.of("c", DEADLINE));
  }

  @Test
  void whatAnsweredInTimeIsNeverOverdue() {
    probes.of("c", DEADLINE);
    var passed = new ProbeResult.Passed("/", StartProbe.ANY, 302);
    probes.found("c", SICK);
    probes.found("c", passed);
    now += 2 * DEADLINE.toNanos();
    assertEquals(new Probed(passed, false, SICK), probes.of("c", DEADLINE));
  }

  @Test
  void theStartIsTimedUntilTheFirstGoodAnswer() {
    var passed = new ProbeResult.Passed("/", StartProbe.ANY, 302);
    probes.of("c", DEADLINE);
    now += Duration.ofMillis(50).toNanos();
    probes.starts("c");
    assertEquals(Optional.empty(), probes.startTime("c"));
    now += Duration.ofMillis(640).toNanos();
    probes.found("c", SICK);
    now += Duration.ofMillis(200).toNanos();
    probes.found("c", passed);
    now += Duration.ofMillis(200).toNanos();
    probes.found("c", SICK);
    probes.found("c", passed);
    assertEquals(Optional.of(Duration.ofMillis(840)), probes.startTime("c"));
  }

  @Test
  void theStartOfAContainerThatAnotherProcessStartedIsNotKnown() {
    probes.found("c", new ProbeResult.Passed("/", StartProbe.ANY, 302));
    assertEquals(Optional.empty(), probes.startTime("c"));
  }

  @Test
  void aContainerThatIsForgottenBeginsAnew() {
    probes.of("c", DEADLINE);
    now += DEADLINE.toNanos();
    probes.keep(Set.of());
    assertEquals(Probed.NEVER, probes.of("c", DEADLINE));
  }
}
