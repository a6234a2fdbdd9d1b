package dev.aviary.monitor.canary;

import static dev.aviary.monitor.testing.Eventually.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.app.CanaryOptions;
import dev.aviary.contract.app.Tolerance;
import dev.aviary.contract.event.Event;
import dev.aviary.contract.event.EventLog;
import dev.aviary.contract.judgement.CanaryVerdict;
import dev.aviary.contract.judgement.Judgement;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.route.CanaryProgress;
import dev.aviary.monitor.evidence.PastStore;
import dev.aviary.monitor.record.Alert;
import dev.aviary.monitor.record.Finding;
import dev.aviary.monitor.record.Measure;
import dev.aviary.monitor.record.Metric;
import dev.aviary.monitor.testing.Apps;
import dev.aviary.monitor.testing.Receiver;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** From what a balancer counts to the withdrawal, the record and the mails, on real parts. */
final class CanaryDeskIT {
  private final CanaryScene scene = new CanaryScene("on");

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void aCanaryThatFailsItsVisitorsIsWithdrawnRecordedAndMailedOnce() {
    scene.rig().startMonitor();
    scene.seconds(30, 10, 3, 20, 0);

    until("the withdrawal is in Redis", () -> !scene.rig().withdrawn().isEmpty());
    Alert alert = scene.rig().alerts().getFirst();
    assertEquals(Measure.WITHDRAWN, alert.measure());
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
    assertEquals(Measure.KEPT, scene.rig().alerts().getFirst().measure());
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
  void eachChangeOfTheVerdictIsToldOnceOnTheTimelineAndToListeners() {
    try (var listener = new Receiver()) {
      scene
          .rig()
          .with("aviary.monitor.secret", "0123456789abcdef".repeat(4))
          .with("aviary.listeners.list", "own:webhook:" + listener.url())
          .startMonitor();
      scene.seconds(200, 20, 0, 40, 0);
      until("the judgement is good", () -> verdict() == CanaryVerdict.GOOD);
      until("that is on the timeline", () -> events().equals(List.of("canary-judged")));
      scene.rig().stopMonitor();
      scene.rig().startMonitor();
      scene.seconds(20, 20, 20, 40, 0);

      until("the judgement is bad", () -> verdict() == CanaryVerdict.BAD);
      until("the listener has all", () -> listener.taken().size() == 3);
      assertEquals(List.of("canary-judged", "canary-judged", "canary-withdrawn"), events());
      List<String> told =
          listener.taken().stream()
              .map(Receiver.Taken::body)
              .filter(each -> each.contains("\"type\":\"canary-judged\""))
              .toList();
      assertEquals(2, told.size());
      assertTrue(told.getFirst().contains("good: The canary failed 0 of "), told.getFirst());
      assertTrue(told.getLast().contains("bad: "), told.getLast());
      assertTrue(told.getLast().contains(CanaryScene.DEPLOYMENT), told.getLast());
    }
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
    assertEquals(Measure.DRY, scene.rig().alerts().getFirst().measure());
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
  void aMonitorThatIsRestartedGoesOnAndCountsNothingTwice() {
    scene.rig().startMonitor();
    scene.seconds(30, 10, 0, 20, 0);
    until("it was counted", () -> scene.counted() == 300);
    Instant since = since();
    long compared = compared();
    scene.rig().stopMonitor();
    scene.rig().startMonitor();
    scene.seconds(3, 10, 0, 20, 0);

    until("it went on", () -> scene.counted() == 330);
    assertEquals(since, since());
    until("both halves are compared", () -> compared() == compared + 30);
  }

  @Test
  void anIntervalThatCannotBeReadIsPassedOver() {
    scene.rig().startMonitor();
    scene.rig().commands().xadd(Keys.traffic(Apps.APP), Map.of("interval", "{"));
    scene.seconds(5, 10, 0, 20, 0);

    until("the others count", () -> scene.counted() == 50);
  }

  @Test
  void anotherToleranceCountsAtOnceAlsoForWhatWasCountedBefore() {
    scene.options("on", new Tolerance(60.0, 1.3, 20, 100.0, 10_000));
    scene.rig().startMonitor();
    scene.seconds(30, 10, 3, 20, 0);
    until("all is counted", () -> scene.counted() == 300);
    assertTrue(scene.rig().withdrawn().isEmpty());
    scene.options("on", Tolerance.DEFAULT);

    until("the withdrawal is in Redis", () -> !scene.rig().withdrawn().isEmpty());
  }

  /** Pitfall 13. */
  @Test
  void theWhyIsShownAsJsonAndAsText() {
    scene.rig().startMonitor();
    scene.seconds(30, 10, 3, 20, 0);
    until("the judgement is bad", () -> verdict() == CanaryVerdict.BAD);
    until("it is on the timeline", () -> events().contains("canary-withdrawn"));

    String path = "/canaries/" + CanaryScene.DEPLOYMENT;
    String json = scene.rig().get(path, "application/json").body();
    assertTrue(json.contains("\"verdict\":\"bad\""), json);
    assertTrue(json.contains("\"what\":\"canary-withdrawn\""), json);
    String text = scene.rig().get(path, "text/plain").body();
    assertTrue(text.contains("The verdict is bad, certain since "), text);
    assertTrue(text.contains("  failed, percent "), text);
    assertTrue(text.contains("canary-withdrawn"), text);
    assertEquals(404, scene.rig().get("/canaries/none", "application/json").statusCode());
  }

  @Test
  void theCanariesThatServeAreListed() {
    scene.rig().startMonitor();
    until("it is judged", () -> scene.judgement().isPresent());

    String json = scene.rig().get("/canaries", "application/json").body();
    assertTrue(json.contains("\"deployment\":\"" + CanaryScene.DEPLOYMENT + "\""), json);
    String text = scene.rig().get("/canaries", "text/plain").body();
    assertTrue(text.contains("There is not enough for a verdict."), text);
  }

  @Test
  void anotherToleranceTellsWhatWouldHaveHappened() {
    scene.rig().startMonitor();
    scene.seconds(30, 10, 3, 20, 0);
    until("the judgement is bad", () -> verdict() == CanaryVerdict.BAD);

    String path = "/canaries/" + CanaryScene.DEPLOYMENT + "/judge";
    var same = scene.rig().post(path, "{\"tolerance\":{}}");
    assertEquals(200, same.statusCode(), same.body());
    assertTrue(same.body().contains("\"withdrawnAt\""), same.body());
    var other =
        scene.rig().post(path, "{\"tolerance\":{\"extraErrorPercent\":60,\"errorPercent\":100}}");
    assertEquals(200, other.statusCode(), other.body());
    assertTrue(!other.body().contains("\"withdrawnAt\""), other.body());
    assertEquals(400, scene.rig().post(path, "{\"tolerance\":{\"speed\":1}}").statusCode());
    assertEquals(404, scene.rig().post("/canaries/none/judge", "{}").statusCode());
  }

  private CanaryVerdict verdict() {
    return scene.judgement().map(Judgement::verdict).orElse(CanaryVerdict.NOT_ENOUGH);
  }

  private long compared() {
    var comparison = scene.judgement().orElseThrow().comparison();
    return comparison == null ? 0 : comparison.canary().requests();
  }

  private Instant since() {
    var comparison = scene.judgement().orElseThrow().comparison();
    assertNotNull(comparison);
    assertNotNull(comparison.since());
    return comparison.since();
  }

  private @Nullable Object past() {
    return scene.rig().bean(PastStore.class).find(Apps.APP).orElse(null);
  }

  private String reasons() {
    return scene.judgement().map(each -> each.reasons().toString()).orElse("");
  }

  private List<String> events() {
    return scene.rig().bean(EventLog.class).newest(10).stream().map(Event::what).sorted().toList();
  }
}
