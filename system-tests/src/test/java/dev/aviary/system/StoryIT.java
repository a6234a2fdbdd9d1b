package dev.aviary.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.redis.Keys;
import dev.aviary.system.ci.Travis.Build;
import dev.aviary.system.load.Place;
import dev.aviary.system.load.SteadyLoad;
import dev.aviary.system.stack.Answer;
import dev.aviary.system.stack.App;
import dev.aviary.system.stack.Await;
import dev.aviary.system.stack.FlagCalls;
import dev.aviary.system.stack.Mailbox.Mail;
import dev.aviary.system.stack.OwnStack;
import dev.aviary.system.stack.Stack;
import io.lettuce.core.RedisClient;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** From the first push to the withdrawn canary and on, under a load that misses nothing. */
@ExtendWith(StackExtension.class)
final class StoryIT {
  private static final List<String> SLOTS = List.of("stable-1", "stable-2", "canary");
  private static final int PER_SECOND = 200;

  /** Without plain keys to fall back to, so that a failure is seen. */
  private static final String EVALUATED =
      "import os; from app.remote_flags import RemoteFlags;"
          + " print(RemoteFlags.of(os.environ, None).is_on('for_canaries'))";

  private final OwnStack own;
  private final Stack stack;
  private final FlagCalls flags;
  private final App app;

  StoryIT(OwnStack own) {
    this.own = own;
    this.stack = own.stack();
    this.flags = new FlagCalls(stack);
    this.app = own.app("flask-app");
  }

  @Test
  void aPushIsTriedOnRealTrafficWithdrawnWhenItBurnsAndPromotedWhenItIsGood() {
    String first = aSignedDeliveryBringsMasterToBothStableSlots();
    try (SteadyLoad load = app.load(PER_SECOND, Place.stable(first))) {
      String burning = aCanaryGetsExactlyItsShare(load);
      aFlagSwitchesEverySlotAtOnce();
      aFlagIsOnForTheCanaryAlone();
      String deployment = theBurningCanaryIsWithdrawnAndMailed(load, burning);
      theWithdrawnCommitComesBackOnlyByForce(load, deployment, burning);
      aRepairedCommitIsPromotedAndRolledBack(load, first);
      aCommitThatNeverAnswersFailsAndChangesNothing();
      load.verify();
    }
  }

  private String aSignedDeliveryBringsMasterToBothStableSlots() {
    String commit = app.repository().tip("master");
    Build build = Build.passed(app.slug(), "master", commit, 7);
    String deployment = app.await(own.travis().deliver(stack.builder(), build), "live");
    app.awaitStable(commit);
    List<String> containers = stack.host().containers(app.name());
    assertEquals(2, containers.size());

    Answer again = own.travis().deliver(stack.builder(), build);
    assertEquals(deployment, again.text("id"), again.toString());
    Answer late =
        own.travis().deliver(stack.builder(), Build.passed(app.slug(), "master", commit, 6));
    assertEquals(409, late.status(), late.toString());
    assertEquals(deployment, app.build("master").text("id"));
    assertEquals(1, app.deployments());
    assertEquals(containers, stack.host().containers(app.name()));
    return commit;
  }

  private String aCanaryGetsExactlyItsShare(SteadyLoad load) {
    String commit = app.repository().tip("canary");
    load.allow(Place.canary(commit));
    app.await(app.build("canary"), "live");
    assertEquals(commit, app.commitIn("canary"));
    assertEquals(3, stack.host().containers(app.name()).size());
    long canary = load.next(300).stream().filter(each -> each.slot().equals("canary")).count();
    assertTrue(canary == 99 || canary == 100, "of 300 requests " + canary + " were the canary's");
    return commit;
  }

  private void aFlagSwitchesEverySlotAtOnce() {
    SLOTS.forEach(slot -> assertEquals(404, app.slot(slot, "/new").status(), slot));
    flags.on("new_feature");
    SLOTS.forEach(slot -> assertEquals(200, app.slot(slot, "/new").status(), slot));
    flags.off("new_feature");
    SLOTS.forEach(slot -> assertEquals(404, app.slot(slot, "/new").status(), slot));
  }

  /** By the protocol: each container has a token, and the flag service knows what runs in it. */
  private void aFlagIsOnForTheCanaryAlone() {
    flags.onForCanaries("for_canaries");
    SLOTS.forEach(slot -> {
      String container = stack.host().containers(app.name(), slot).getFirst();
      String on = slot.equals("canary") ? "True" : "False";
      assertEquals(on, stack.host().python(container, EVALUATED), slot);
    });
    // Nobody who reads the plain key is a canary.
    assertFalse(hasPlainKey("for_canaries"));
  }

  private String theBurningCanaryIsWithdrawnAndMailed(SteadyLoad load, String commit) {
    String deployment = app.newestDeployment();
    List<String> stable =
        List.of(app.slot("stable-1", "/").body(), app.slot("stable-2", "/").body());
    flags.onForCanaries("siege_feature");
    Await.until(
        "the canary is withdrawn",
        Stack.PATIENCE,
        () -> app.status(deployment).equals("withdrawn"),
        () -> stack.monitor().get("/stats").body());
    app.awaitNoCanary();
    load.forbid(Place.canary(commit));
    flags.offForCanaries("siege_feature");
    assertEquals(List.of(), shareOf("canary"));
    assertTrue(withdrawnInRedis().keySet().stream().anyMatch(field -> field.startsWith(commit)));
    Await.until("the alert mail is there", Stack.PATIENCE, () -> !opened(deployment).isEmpty());
    Await.until("the closing mail is there", Stack.PATIENCE, () -> mails(deployment).size() > 1);
    assertEquals(1, opened(deployment).size(), mails(deployment).toString());
    assertEquals(2, mails(deployment).size(), mails(deployment).toString());
    assertEquals(
        stable, List.of(app.slot("stable-1", "/").body(), app.slot("stable-2", "/").body()));
    return deployment;
  }

  private void theWithdrawnCommitComesBackOnlyByForce(
      SteadyLoad load, String withdrawn, String commit) {
    Answer promote = app.promote();
    assertEquals(409, promote.status());
    assertTrue(promote.text("detail").contains("withdrawn"), promote.body());
    Answer again = app.deploy("canary");
    assertEquals(409, again.status(), again.toString());
    load.allow(Place.canary(commit));
    String forced = app.await(app.force("canary", "the flag is off now"), "live");
    assertTrue(!forced.equals(withdrawn));
    app.withdraw("enough of it");
    app.awaitNoCanary();
    load.forbid(Place.canary(commit));
  }

  private void aRepairedCommitIsPromotedAndRolledBack(SteadyLoad load, String first) {
    String harmless = app.repository().file("master", "app/experiment.py");
    String repaired =
        app.repository().push("canary", "app/experiment.py", harmless, "Burn no more");
    load.allow(Place.canary(repaired));
    app.await(app.build("canary"), "live");
    load.allow(Place.stable(repaired));
    app.await(app.promote(), "live");
    app.awaitStable(repaired);
    load.forbid(Place.stable(first));
    app.awaitNoCanary();
    load.allow(Place.stable(first));
    app.await(app.rollBack(), "live");
    app.awaitStable(first);
    load.forbid(Place.stable(repaired));
  }

  private void aCommitThatNeverAnswersFailsAndChangesNothing() {
    // What was replaced ends beside the loop that goes on.
    Await.until(
        "only the stable slots' containers are left",
        Stack.PATIENCE,
        () -> stack.host().containers(app.name()).size() == 2,
        () -> stack.host().containers(app.name()));
    List<String> before = stack.host().containers(app.name());
    app.repository()
        .push(
            "canary",
            "Procfile",
            "web: python3 -u -c \"import time; print('waiting for the database'); time.sleep(600)\"\n",
            "Wait for ever");
    String failed = app.await(app.build("canary"), "failed");
    String reason =
        stack.builderAdmin().get("/deployments/" + failed).text("status", "reason")
            + app.log(failed);
    assertTrue(reason.contains("waiting for the database"), reason);
    assertTrue(reason.contains("/health"), reason);
    Await.until(
        "only what ran before still runs",
        Stack.PATIENCE,
        () -> Set.copyOf(before).equals(Set.copyOf(stack.host().containers(app.name()))),
        () -> stack.host().containers(app.name()));
  }

  private List<Mail> mails(String deployment) {
    return own.mailbox().about(deployment);
  }

  private List<Mail> opened(String deployment) {
    return mails(deployment).stream().filter(mail -> mail.id().contains("opened")).toList();
  }

  private boolean hasPlainKey(String key) {
    try (RedisClient redis = stack.redis();
        var connection = redis.connect()) {
      return connection.sync().exists(key) > 0;
    }
  }

  private Map<String, String> withdrawnInRedis() {
    try (RedisClient redis = stack.redis();
        var connection = redis.connect()) {
      return connection.sync().hgetall(Keys.withdrawn(app.name()));
    }
  }

  /** The URLs of a slot that get public requests, as Redis shows them. */
  private List<String> shareOf(String slot) {
    try (RedisClient redis = stack.redis();
        var connection = redis.connect()) {
      return connection.sync().smembers(Keys.BALANCERS).stream()
          .map(id -> connection.sync().get(Keys.balancer(id)))
          .filter(Objects::nonNull)
          .filter(beat -> beat.contains("\"app\":\"" + app.name() + "\",\"slot\":\"" + slot + "\""))
          .toList();
    }
  }
}
