package dev.aviary.builder.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.app.CanaryStep;
import dev.aviary.contract.app.Member;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.app.Slots;
import dev.aviary.contract.app.Track;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.judgement.CanaryVerdict;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.rollout.Rollout;
import dev.aviary.contract.route.AppControl;
import dev.aviary.contract.route.CanaryProgress;
import dev.aviary.contract.route.CanaryProgress.State;
import dev.aviary.contract.route.ControlReader;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/**
 * Canaries on their way through steps, with the real engine; the test says what the monitor says.
 */
final class CanaryStepsIT extends CanaryStepsCase {
  private static final CanaryStep FIFTEEN = new CanaryStep(15, 20, 0);
  private static final CanaryStep THIRD = new CanaryStep(33, 0, 0);

  @Test
  void aCanaryBeginsWithItsFirstShareAndGoesOnWhenEnoughIsKnown() {
    Deployment canary = canary("ask", FIVE, FIFTEEN, THIRD);
    assertEquals(5, share());
    judged(canary, CanaryVerdict.NOT_ENOUGH, 100);
    judged(canary, CanaryVerdict.GOOD, 19);
    stage.until("the view says what is missing", () -> observed().contains("1 more requests"));
    assertEquals(5, share());
    judged(canary, CanaryVerdict.GOOD, 20);
    stage.until("the second step", () -> share() == 15);
    judged(canary, CanaryVerdict.GOOD, 39);
    stage.until("the view says what is missing", () -> observed().contains("1 more requests"));
    judged(canary, CanaryVerdict.GOOD, 40);
    stage.until("the steps are done", () -> progress().state() == State.COMPLETED);
    assertEquals(33, share());
    stage.until("a person is told", () -> stage.events().contains("canary-ready"));
    assertInstanceOf(Rollout.Trying.class, stage.rollout(), "nobody has promoted it");
    assertEquals(2, stage.events().stream().filter("canary-step"::equals).count());
  }

  @Test
  void aBadCanaryStaysWhereItIs() {
    Deployment canary = canary("auto", FIVE, THIRD);
    judged(canary, CanaryVerdict.BAD, 200);
    stage.until("the view says why", () -> observed().contains("it is bad"));
    assertEquals(5, share());
  }

  @Test
  void aPersonHoldsMovesAndEndsTheSteps() {
    Deployment canary = canary("ask", FIVE, FIFTEEN, THIRD);
    assertEquals(State.PAUSED, called("pause", "{\"reason\": \"lunch\"}").state());
    judged(canary, CanaryVerdict.GOOD, 500);
    assertEquals(5, share());
    assertEquals(15, called("skip", "{}").percent());
    assertEquals(State.RUNNING, progress().state());
    called("pause", "");
    assertEquals(State.RUNNING, called("resume", "").state());
    assertEquals(State.STOPPED, called("stop", "{}").state());
    assertEquals(15, share());
    HttpResponse<String> over = post("skip", "{}");
    assertEquals(409, over.statusCode(), over.body());
    assertTrue(over.body().contains("its steps are over (stopped) at 15 %"), over.body());
    assertTrue(
        stage
            .events()
            .containsAll(List.of("canary-paused", "canary-step", "canary-steps-stopped")));
  }

  @Test
  void aCallThatIsSentAgainIsDoneOnce() {
    canary("ask", FIVE, FIFTEEN, THIRD);
    for (int i = 0; i < 2; i++) {
      HttpResponse<String> answer =
          stage.builder.send(
              stage
                  .builder
                  .admin("/apps/" + stage.app + "/canary/skip")
                  .header("Idempotency-Key", "skip-of-" + stage.app)
                  .POST(BodyPublishers.ofString("{}")));
      assertEquals(200, answer.statusCode(), answer.body());
    }
    assertEquals(15, progress().percent());
  }

  @Test
  void whatCannotBeDoneIsRefusedWithWhatToDo() {
    assertEquals(409, post("pause", "{}").statusCode());
    canary("ask", FIVE);
    HttpResponse<String> last = post("skip", "{}");
    assertEquals(409, last.statusCode());
    assertTrue(last.body().contains("5 % is its last step"), last.body());
    HttpResponse<String> unknown = post("pause", "{\"why\": \"lunch\"}");
    assertEquals(400, unknown.statusCode());
    assertTrue(unknown.body().contains("/why"), unknown.body());
  }

  @Test
  void aNewerCommitBeginsAgainAndAReplacedContainerGoesOn() {
    Deployment canary = canary("ask", FIVE, FIFTEEN, THIRD);
    judged(canary, CanaryVerdict.GOOD, 20);
    stage.until("the second step", () -> share() == 15);
    String before = stage.container(Slot.CANARY);
    stage.docker.killContainerCmd(before).exec();
    stage.until(
        "another container serves",
        () -> stage.serving(Slot.CANARY).filter(m -> !m.container().equals(before)).isPresent());
    assertEquals(15, share());
    stage.live(stage.good("canary", "c"), Track.CANARY);
    assertEquals(5, share());
  }

  @Test
  void aBuilderThatIsStartedAgainGoesOn() {
    Deployment canary = canary("ask", FIVE, THIRD);
    stage.anotherBuilder();
    judged(canary, CanaryVerdict.GOOD, 20);
    stage.until("the next step", () -> share() == 33);
  }

  @Test
  void aRedisThatLostItsDataNeverGivesTheCanaryTheSplitsShare() {
    canary("ask", FIVE, THIRD);
    var routed = new ConcurrentSkipListSet<Integer>();
    var watched = new AtomicBoolean(true);
    Thread watch =
        Thread.startVirtualThread(() -> {
          while (watched.get()) {
            knownShare().ifPresent(routed::add);
          }
        });
    stage.forgetEverything();
    stage.until("the canary serves again", () -> stage.serving(Slot.CANARY).isPresent());
    stage.until("its steps are on record", () -> present() != null);
    watched.set(false);
    join(watch);
    assertFalse(routed.contains(33), routed.toString());
    assertEquals(5, share());
    assertEquals(State.RUNNING, progress().state());
  }

  @Test
  void aProgressThatCannotBeReadBeginsAgain() {
    canary("ask", FIVE, THIRD);
    stage.set(Keys.progress(stage.app), "{");
    stage.until("the first step is on record again", () -> present() != null);
    assertEquals(5, share());
  }

  @Test
  void aCallIsRefusedForACanaryThatIsWithdrawnOrGivesWayToANewerDeployment() {
    Deployment canary = canary("ask", FIVE, FIFTEEN, THIRD);
    stage.deploy(stage.sick("canary", "d"), Track.CANARY);
    HttpResponse<String> newer = post("skip", "{}");
    assertEquals(409, newer.statusCode(), newer.body());
    assertTrue(newer.body().contains("is no longer the canary of"), newer.body());
    stage.until("the newer one has failed", () -> isCanary(canary));
    stage.balancer.freeze();
    stage.withdraw(canary, "it failed");
    HttpResponse<String> withdrawn = post("skip", "{}");
    assertEquals(409, withdrawn.statusCode(), withdrawn.body());
    assertEquals(5, progress().percent());
  }

  @Test
  void aWithdrawnCanaryGoesNoFurtherWhateverItsStepSays() {
    Deployment canary = canary("auto", FIVE, THIRD);
    stage.withdraw(canary, "it failed");
    judged(canary, CanaryVerdict.GOOD, 500);
    stage.until("its slot is empty", () -> stage.serving(Slot.CANARY).isEmpty());
    assertEquals(0, share());
    assertEquals(409, post("skip", "{}").statusCode());
    assertFalse(stage.events().contains("promote-started"));
    stage.live(stage.good("canary", "c"), Track.CANARY);
    assertEquals(5, share());
  }

  @Test
  void withoutStepsTheSplitCounts() {
    canary("ask");
    assertEquals(33, share());
    assertEquals(null, present());
  }

  private boolean isCanary(Deployment deployment) {
    return stage.rollout() instanceof Rollout.Trying trying
        && trying.live()
        && trying.canary().deployment().equals(deployment.id());
  }

  /** As a balancer takes it from the control keys. */
  private int share() {
    return knownShare().orElseThrow();
  }

  /** Nothing while the app is not known; 0 while no canary may be asked. */
  private OptionalInt knownShare() {
    AppControl control = stage.builder.bean(ControlReader.class).read(stage.app).app(stage.app);
    Slots slots = control.slots();
    if (control.spec() == null || slots == null) {
      return OptionalInt.empty();
    }
    Member canary = slots.in(Slot.CANARY).serving();
    return OptionalInt.of(
        canary == null || control.withdrawn().of(canary).isPresent()
            ? 0
            : control.canaryPercent(canary.deployment()));
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private String observed() {
    return stage.builder.get("/apps/" + stage.app).body();
  }

  private CanaryProgress called(String verb, String json) {
    HttpResponse<String> answer = post(verb, json);
    assertEquals(200, answer.statusCode(), answer.body());
    return Wire.standalone().read(answer.body(), CanaryProgress.class);
  }
}
