package dev.aviary.builder.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.app.Release;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.app.Track;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentStatus;
import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.rollout.Rollout;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Promote, withdraw and roll back over HTTP, with the real engine. */
final class RolloutIT extends StageCase {
  @Test
  void aPromotedCanaryTakesBothStableSlotsAndIsRolledBackFromThere() {
    Release before = stage.good("master", "a");
    Release tried = stage.good("canary", "b");
    Deployment old = stage.live(before, Track.STABLE);
    Deployment canary = stage.live(tried, Track.CANARY);

    Deployment promote = accepted(post("promote", "{}"));
    ends(promote);
    assertEquals(new DeploymentStatus.Live(tried), stage.status(promote));
    assertEquals(new DeploymentStatus.Replaced(before, promote.id()), stage.status(old));
    assertEquals(new DeploymentStatus.Replaced(tried, promote.id()), stage.status(canary));
    stage.until("only two run", () -> stage.running().size() == 2);
    assertTrue(stage.serves(Slot.STABLE_1, tried) && stage.serves(Slot.STABLE_2, tried));
    assertInstanceOf(Rollout.Steady.class, stage.rollout());

    Deployment back = accepted(post("rollback", ""));
    ends(back);
    assertEquals(new DeploymentStatus.Live(before), stage.status(back));
    stage.until("only two run", () -> stage.running().size() == 2);
    assertTrue(stage.serves(Slot.STABLE_1, before) && stage.serves(Slot.STABLE_2, before));
    assertTrue(stage.events().containsAll(List.of("promoted", "rolled-back")));
    for (Deployment each : List.of(old, canary, promote, back)) {
      String told = stage.builder.get("/deployments/" + each.id()).body();
      Long took = Wire.standalone().read(told, Deployment.class).startMillis();
      assertTrue(took != null && took > 0, told);
    }
  }

  @Test
  void aWithdrawalInTheMiddleOfAPromoteReturnsBothStableSlots() {
    Release before = stage.good("master", "a");
    stage.live(before, Track.STABLE);
    List<String> stable = stage.running();
    Deployment canary = stage.live(stage.good("canary", "b"), Track.CANARY);
    stage.balancer.freeze();
    Deployment promote = accepted(post("promote", "{}"));
    stage.until(
        "the promote is half-way", () -> stage.said(promote, "every balancer to acknowledge"));

    stage.withdraw(canary, "cpu over 50 %");
    stage.until("the promote ends", () -> stage.status(promote).ended());
    assertInstanceOf(DeploymentStatus.Cancelled.class, stage.status(promote));
    stage.balancer.thaw();
    stage.until("the stable slots are as before", () -> stage.running().equals(stable));
    stage.until(
        "the canary is gone", () -> stage.slots().in(Slot.CANARY).members().findAny().isEmpty());
    assertTrue(stage.serves(Slot.STABLE_1, before) && stage.serves(Slot.STABLE_2, before));
    assertInstanceOf(DeploymentStatus.Withdrawn.class, stage.status(canary));
    assertInstanceOf(Rollout.Withdrawn.class, stage.rollout());
  }

  @Test
  void aWithdrawalWhileANewCanaryStartsIsSaidOfTheOneThatServes() {
    stage.live(stage.good("master", "a"), Track.STABLE);
    Deployment serves = stage.live(stage.good("canary", "b"), Track.CANARY);
    Deployment starts = stage.deploy(stage.sick("canary", "c"), Track.CANARY);
    assertEquals(serves.id(), accepted(post("withdraw", "{\"reason\":\"ugly\"}")).id());
    stage.until("no canary is left", () -> stage.rollout() instanceof Rollout.Withdrawn);
    var blamed = assertInstanceOf(DeploymentStatus.Withdrawn.class, stage.status(serves));
    assertEquals("ugly", blamed.reason());
    var beside = assertInstanceOf(DeploymentStatus.Withdrawn.class, stage.status(starts));
    assertTrue(beside.reason().startsWith("it was being started when"), beside.reason());
    stage.until(
        "the slot is empty", () -> stage.slots().in(Slot.CANARY).members().findAny().isEmpty());
  }

  @Test
  void aCanaryMayComeBeforeAnyStableRelease() {
    Release tried = stage.good("canary", "b");
    stage.live(tried, Track.CANARY);
    assertTrue(stage.serves(Slot.CANARY, tried));
    Release first = stage.good("master", "a");
    stage.live(first, Track.STABLE);
    assertTrue(stage.serves(Slot.CANARY, tried));
    assertTrue(stage.serves(Slot.STABLE_1, first) && stage.serves(Slot.STABLE_2, first));
  }

  @Test
  void aWithdrawnCommitIsPromotedOnlyWithForceAndAReason() {
    stage.live(stage.good("master", "a"), Track.STABLE);
    Release tried = stage.good("canary", "b");
    Deployment canary = stage.live(tried, Track.CANARY);
    problem(400, "reason", post("withdraw", "{}"));
    assertEquals(canary.id(), accepted(post("withdraw", "{\"reason\":\"ugly\"}")).id());
    stage.until(
        "it is withdrawn",
        () ->
            stage.status(canary).ended()
                && stage.status(canary) instanceof DeploymentStatus.Withdrawn);
    problem(409, "no canary", post("withdraw", "{\"reason\":\"again\"}"));
    problem(409, "ugly", post("promote", "{}"));
    problem(400, "reason", post("promote", "{\"force\":true}"));
    assertFalse(stage.serves(Slot.STABLE_1, tried));

    Deployment forced = accepted(post("promote", "{\"force\":true,\"reason\":\"it is pretty\"}"));
    assertEquals("it is pretty", forced.forced());
    ends(forced);
    assertTrue(stage.serves(Slot.STABLE_1, tried) && stage.serves(Slot.STABLE_2, tried));
  }

  @Test
  void whatCannotBeDoneIsRefusedWithWhatToDo() {
    stage.live(stage.good("master", "a"), Track.STABLE);
    problem(409, "no canary to promote", post("promote", ""));
    problem(409, "no earlier stable release", post("rollback", "{}"));
    problem(404, "no app", stage.builder.post("/apps/nobody/promote", "{}"));
    stage.balancer.freeze();
    Deployment underway = stage.deploy(stage.good("master", "b"), Track.STABLE);
    problem(409, underway.id() + " is under way", post("promote", "{}"));
    stage.balancer.thaw();
    ends(underway);
  }

  @Test
  void oldImagesAreRemovedAndThoseThatMayRunAgainAreKept() {
    Release first = stage.good("master", "0");
    stage.live(first, Track.STABLE);
    for (String name : List.of("1", "2", "3", "4", "5")) {
      stage.live(stage.good("canary", name), Track.CANARY);
    }
    stage.until("all six are there", () -> stage.images.of(stage.app).size() == 6);
    stage.live(stage.good("canary", "6"), Track.CANARY);
    stage.until("the second is gone", () -> stage.images.of(stage.app).size() == 6);
    assertTrue(stage.images.of(stage.app).contains(first.image()), "stable is kept");
  }

  @Test
  void failedReleasesLeaveNoMoreImagesThanGoodOnes() {
    stage.live(stage.good("master", "0"), Track.STABLE);
    for (String name : List.of("1", "2", "3", "4", "5", "6")) {
      Deployment broken = stage.deploy(stage.broken("canary", name), Track.CANARY);
      stage.until(name + " has failed", () -> stage.status(broken).ended());
    }
    stage.until("five and the stable one", () -> stage.images.of(stage.app).size() == 6);
  }

  @Test
  void aRollBackThatIsSentAgainWithItsKeyDoesNotRollForwardAgain() {
    Release first = stage.good("master", "a");
    stage.live(first, Track.STABLE);
    stage.live(stage.good("master", "b"), Track.STABLE);
    Deployment back = accepted(rollBack("\"back-once\""));
    ends(back);

    assertEquals(back.id(), accepted(rollBack("\"back-once\"")).id());
    assertEquals(back.id(), Objects.requireNonNull(stage.rollout().stable()).deployment());
    assertTrue(stage.serves(Slot.STABLE_1, first) && stage.serves(Slot.STABLE_2, first));
    problem(422, "Idempotency-Key", post("promote", "{}", "\"back-once\""));
  }

  private HttpResponse<String> rollBack(String key) {
    return post("rollback", "{}", key);
  }

  private HttpResponse<String> post(String verb, String json, String key) {
    return stage.builder.send(
        stage
            .builder
            .admin("/apps/" + stage.app + "/" + verb)
            .header("Idempotency-Key", key)
            .POST(BodyPublishers.ofString(json)));
  }

  private void ends(Deployment deployment) {
    stage.until(
        deployment.trigger() + " is live",
        () -> stage.status(deployment) instanceof DeploymentStatus.Live);
  }

  private HttpResponse<String> post(String verb, String json) {
    return stage.builder.post("/apps/" + stage.app + "/" + verb, json);
  }

  private static Deployment accepted(HttpResponse<String> answer) {
    assertEquals(202, answer.statusCode(), answer.body());
    Deployment deployment = Wire.standalone().read(answer.body(), Deployment.class);
    assertEquals(
        "/deployments/" + deployment.id(), answer.headers().firstValue("Location").orElse(""));
    return deployment;
  }

  private static void problem(int status, String detail, HttpResponse<String> answer) {
    assertEquals(status, answer.statusCode(), answer.body());
    assertTrue(answer.body().contains(detail), answer.body());
  }
}
