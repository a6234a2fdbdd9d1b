package dev.aviary.monitor.canary;

import static dev.aviary.monitor.testing.Eventually.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.app.CanaryOptions;
import dev.aviary.contract.app.Tolerance;
import dev.aviary.contract.judgement.CanaryVerdict;
import dev.aviary.contract.judgement.Judgement;
import dev.aviary.contract.redis.Keys;
import dev.aviary.monitor.evidence.PastStore;
import dev.aviary.monitor.record.AlertAction;
import dev.aviary.monitor.testing.Apps;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** From what a balancer counts to the withdrawal, the record and the mails, on real parts. */
final class CanarySupervisorIT extends CanarySupervisorCase {
  @Test
  void whereVisitorsAreFewTheAppsProbesAreEvidenceAndNoVisitors() {
    scene.options(
        new CanaryOptions(
            "on", Tolerance.DEFAULT, List.of(), "ask", List.of("/", "/cart?x=1"), 600));
    scene.rig().startMonitor();
    until("both tracks are asked", () -> scene.stableServer().marked().contains("/cart?x=1"));
    until(
        "the answers are compared",
        () -> {
          var comparison = scene.judgement().orElseThrow().comparison();
          return comparison != null && comparison.since() != null;
        });
    assertEquals(0, scene.counted());
    scene.canaryServer().answers(500);

    until("the withdrawal is in Redis", () -> !scene.rig().withdrawn().isEmpty());
    assertTrue(scene.canaryServer().marked().contains("/cart?x=1"));
    assertEquals(0, scene.counted());
  }

  @Test
  void whereStablesVisitorsSufferTooTheOwnerIsToldOnceAndTheCanaryStays() {
    scene.pastOfStable(5_000, 0);
    scene.rig().startMonitor();
    scene.seconds(60, 10, 4, 20, 8);

    until("it is mailed", () -> scene.rig().mailbox().about("on both tracks").size() == 1);
    until("all is counted", () -> scene.counted() == 600);
    assertEquals(AlertAction.KEPT, scene.rig().alerts().getFirst().measure());
    assertTrue(scene.rig().withdrawn().isEmpty());
    assertEquals(1, scene.rig().mailbox().mails().size());
  }

  /** Pitfall 14: wait while there is no value, go on when there is one. */
  @Test
  void aCanaryWithoutEnoughTrafficWaitsAndIsGoodWhenItsVisitorsFareWell() {
    scene.rig().startMonitor();
    scene.seconds(2, 2, 0, 4, 0);
    until("it was looked at", () -> scene.counted() == 4);
    assertEquals(CanaryVerdict.NOT_ENOUGH, verdict());
    scene.seconds(200, 20, 0, 40, 0);

    until("all is counted", () -> scene.counted() == 4_004);
    until("the judgement is good", () -> verdict() == CanaryVerdict.GOOD);
    assertNull(scene.judgement().orElseThrow().missing());
    assertTrue(scene.rig().withdrawn().isEmpty());
    assertTrue(scene.rig().alerts().isEmpty());
  }

  /** Pitfalls 1 and 3, and the monitor's part of 6. */
  @Test
  void noTrafficIsNeitherGoodNorBadNorAnErrorAndTheJudgementSaysWhatIsMissing() {
    scene.rig().startMonitor();
    until("it is judged", () -> scene.judgement().isPresent());
    Instant first = scene.judgement().orElseThrow().at();
    until(
        "it is judged again and again",
        () -> scene.judgement().orElseThrow().at().isAfter(first.plusSeconds(4)));

    Judgement judgement = scene.judgement().orElseThrow();
    assertEquals(CanaryVerdict.NOT_ENOUGH, judgement.verdict());
    assertNotNull(judgement.missing());
    assertEquals(0, judgement.canaryRequests());
    assertTrue(scene.rig().withdrawn().isEmpty());
  }

  /** Pitfall 4. */
  @Test
  void oneErrorOfFewRequestsIsNoReason() {
    scene.rig().startMonitor();
    scene.seconds(1, 3, 1, 6, 0);
    until("it was counted", () -> scene.counted() == 3);

    assertEquals(CanaryVerdict.NOT_ENOUGH, verdict());
    assertTrue(scene.rig().withdrawn().isEmpty());
  }

  /** Pitfall 5. */
  @Test
  void whatStableAnswersBeforeTheCanarysFirstRequestIsNoEvidence() {
    scene.rig().startMonitor();
    scene.seconds(100, 0, 0, 50, 0);
    scene.seconds(1, 1, 0, 2, 0);
    until("it was counted", () -> scene.counted() == 1);

    var comparison = scene.judgement().orElseThrow().comparison();
    assertTrue(comparison == null || comparison.stable().requests() <= 2, "" + comparison);
    assertEquals(CanaryVerdict.NOT_ENOUGH, verdict());
  }

  /** Pitfall 2. */
  @Test
  void aRateThatNobodyKnowsIsNeitherGoodNorBad() {
    scene.rig().startMonitor();
    scene.seconds(100, 20, 0, 0, 0);
    until("all is counted", () -> scene.counted() == 2_000);

    assertEquals(CanaryVerdict.NOT_ENOUGH, verdict());
    assertEquals(
        "Stable has answered no request beside the canary.",
        scene.judgement().orElseThrow().missing());
    assertTrue(scene.rig().withdrawn().isEmpty());
  }

  /** Pitfall 10. */
  @Test
  void aFreshContainerThatIsSlowAtFirstStays() {
    scene.rig().startMonitor();
    scene.slowSeconds(25, 10, "200", 20);
    scene.seconds(120, 10, 0, 20, 0);

    until("all is counted", () -> scene.counted() == 1_450);
    assertTrue(scene.rig().withdrawn().isEmpty(), reasons());
  }

  @Test
  void aDryAppsCanaryIsToldOfOnceAlsoAfterARestartAndStays() {
    scene.options("dry", Tolerance.DEFAULT);
    scene.rig().startMonitor();
    scene.seconds(30, 10, 5, 20, 0);
    until(
        "it is mailed",
        () -> scene.rig().mailbox().about("the canary would have been withdrawn").size() == 1);
    assertEquals(AlertAction.DRY, scene.rig().alerts().getFirst().measure());
    until("the judgement is bad", () -> verdict() == CanaryVerdict.BAD);

    scene.rig().stopMonitor();
    scene.rig().startMonitor();
    scene.seconds(5, 10, 5, 20, 0);
    until("the restarted monitor has counted", () -> scene.counted() == 350);
    assertTrue(scene.rig().withdrawn().isEmpty());
    assertEquals(1, scene.rig().mailbox().mails().size());
    assertEquals(List.of("canary-judged", "canary-would-be-withdrawn"), events());
  }

  @Test
  void anAppThatIsNotJudgedHasNoJudgement() {
    scene.options("off", Tolerance.DEFAULT);
    scene.rig().startMonitor();
    scene.seconds(30, 10, 10, 20, 0);
    until("stable's past is learnt", () -> past() != null);

    assertTrue(scene.judgement().isEmpty());
    assertTrue(scene.rig().withdrawn().isEmpty());
  }

  @Test
  void anIntervalThatCannotBeReadIsPassedOver() {
    scene.rig().startMonitor();
    scene.rig().commands().xadd(Keys.traffic(Apps.APP), Map.of("interval", "{"));
    scene.seconds(5, 10, 0, 20, 0);

    until("the others count", () -> scene.counted() == 50);
  }

  private @Nullable Object past() {
    return scene.rig().bean(PastStore.class).find(Apps.APP).orElse(null);
  }
}
