package dev.aviary.monitor.canary;

import static dev.aviary.monitor.testing.Eventually.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.app.Tolerance;
import dev.aviary.contract.judgement.CanaryVerdict;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.route.CanaryProgress;
import dev.aviary.monitor.record.Alert;
import dev.aviary.monitor.record.AlertAction;
import dev.aviary.monitor.record.Finding;
import dev.aviary.monitor.record.Metric;
import dev.aviary.monitor.testing.Apps;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a bad canary is withdrawn for. */
final class CanaryWithdrawalIT extends CanarySupervisorCase {
  @Test
  void aCanaryThatFailsItsVisitorsIsWithdrawnRecordedAndMailedOnce() {
    scene.rig().startMonitor();
    scene.seconds(30, 10, 3, 20, 0);

    until("the withdrawal is in Redis", () -> !scene.rig().withdrawn().isEmpty());
    Alert alert = scene.rig().alerts().getFirst();
    assertEquals(AlertAction.WITHDRAWN, alert.measure());
    Finding finding = alert.findings().getFirst();
    assertEquals(Metric.VISITORS, finding.metric());
    assertNotNull(finding.comparison());
    until("it is mailed", () -> scene.rig().mailbox().mails().size() == 1);
    var mail = scene.rig().mailbox().mails().getFirst();
    assertTrue(mail.subject().contains("bird: canary withdrawn, "), mail.subject());
    assertTrue(mail.subject().contains(" requests failed (stable: 0 of "), mail.subject());
    assertTrue(mail.text().contains("What the visitors got since "), mail.text());
    assertTrue(mail.text().contains(finding.reasons().getFirst()), mail.text());
    until("the judgement is bad", () -> verdict() == CanaryVerdict.BAD);
    assertNotNull(scene.judgement().orElseThrow().certainAt());
    assertEquals(List.of("canary-judged", "canary-withdrawn"), events());
    assertEquals(1, scene.rig().alerts().size());
  }

  @Test
  void aCanaryThatIsMuchSlowerIsWithdrawn() {
    scene.rig().startMonitor();
    scene.slowSeconds(120, 10, "200", 20);

    until("the withdrawal is in Redis", () -> !scene.rig().withdrawn().isEmpty());
    until("it is mailed", () -> scene.rig().mailbox().about("slower than stable").size() == 1);
  }

  @Test
  void aCanaryThatRefusesItsVisitorsGoesThoughTheBalancerSendsItHardlyAny() {
    scene.rig().startMonitor();
    scene.setAsideSeconds(3, 1, 5);

    until("the withdrawal is in Redis", () -> !scene.rig().withdrawn().isEmpty());
    until("the judgement is bad", () -> verdict() == CanaryVerdict.BAD);
    assertTrue(
        scene.judgement().orElseThrow().reasons().getFirst().contains("sets it aside"),
        "" + scene.judgement());
  }

  @Test
  void aCanaryWhoseContainerRestartsAgainAndAgainIsWithdrawn() {
    scene.rig().startMonitor();
    until("it is judged", () -> scene.judgement().isPresent());
    scene.rig().apps().restart(scene.canaryContainer());
    until("one restart is said", () -> reasons().contains("was started again once"));
    assertTrue(scene.rig().withdrawn().isEmpty());
    scene.rig().apps().restart(scene.canaryContainer());

    until("the withdrawal is in Redis", () -> !scene.rig().withdrawn().isEmpty());
    assertTrue(reasons().contains("was started again 2 times"), reasons());
    until(
        "it is mailed", () -> scene.rig().mailbox().about("its container is not well").size() == 1);
  }

  @Test
  void restartsAreCountedOverARestartOfTheMonitor() {
    scene.rig().startMonitor();
    until("it is judged", () -> scene.judgement().isPresent());
    scene.rig().apps().restart(scene.canaryContainer());
    until("one restart is said", () -> reasons().contains("was started again once"));
    scene.rig().stopMonitor();
    scene.rig().startMonitor();
    scene.rig().apps().restart(scene.canaryContainer());

    until("the withdrawal is in Redis", () -> !scene.rig().withdrawn().isEmpty());
    assertTrue(reasons().contains("was started again 2 times"), reasons());
  }

  @Test
  void aCanaryWhoseLogFloodsIsWithdrawnWhenThatOfStableDoesNot() {
    String stable = scene.stableContainer();
    scene.rig().apps().floodLog(stable);
    scene.rig().apps().floodLog(scene.canaryContainer());
    scene.rig().startMonitor();

    until("it is said", () -> reasons().contains("it floods its log since "));
    until("stable is looked at", () -> reasons().contains("as stable does"));
    Instant said = scene.judgement().orElseThrow().at();
    until(
        "it floods for longer than a canary may",
        () ->
            scene
                .judgement()
                .orElseThrow()
                .at()
                .isAfter(said.plus(ContainerWatch.FLOODING).plus(LogVolume.SPAN)));
    assertTrue(scene.rig().withdrawn().isEmpty());
    scene.rig().apps().calmLog(stable);

    until("the withdrawal is in Redis", () -> !scene.rig().withdrawn().isEmpty());
    assertTrue(reasons().contains(" lines and "), reasons());
    until(
        "it is mailed", () -> scene.rig().mailbox().about("its container is not well").size() == 1);
  }

  @Test
  void aCanaryThatFailsItsProbesIsWithdrawnWhereStableAnswersThem() {
    scene.canaryServer().answers(503);
    scene.rig().startMonitor();

    until("the withdrawal is in Redis", () -> !scene.rig().withdrawn().isEmpty());
    assertTrue(reasons().contains("/health answers 503"), reasons());
  }

  /** Pitfall 11. */
  @Test
  void aBreachDuringAPauseOfTheStepsIsActedOn() {
    var paused =
        new CanaryProgress(
            CanaryScene.DEPLOYMENT,
            0,
            3,
            5,
            CanaryProgress.State.PAUSED,
            Instant.now(),
            0,
            "lunch");
    scene.rig().commands().set(Keys.progress(Apps.APP), Wire.standalone().write(paused));
    scene.rig().startMonitor();
    scene.seconds(30, 10, 5, 20, 0);

    until("the withdrawal is in Redis", () -> !scene.rig().withdrawn().isEmpty());
  }

  @Test
  void aDryAppThatIsSetToOnLosesItsBadCanary() {
    scene.options("dry", Tolerance.DEFAULT);
    scene.rig().startMonitor();
    scene.seconds(30, 10, 5, 20, 0);
    until("it is told", () -> !scene.rig().alerts().isEmpty());
    scene.options("on", Tolerance.DEFAULT);

    until("the withdrawal is in Redis", () -> !scene.rig().withdrawn().isEmpty());
    until(
        "that is mailed", () -> scene.rig().mailbox().about("bird: canary withdrawn").size() == 1);
    assertEquals(1, scene.rig().alerts().size());
  }
}
