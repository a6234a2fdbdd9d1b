package dev.aviary.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.system.load.Place;
import dev.aviary.system.load.SteadyLoad;
import dev.aviary.system.stack.Answer;
import dev.aviary.system.stack.App;
import dev.aviary.system.stack.Await;
import dev.aviary.system.stack.FlagCalls;
import dev.aviary.system.stack.Mailbox.Mail;
import dev.aviary.system.stack.OwnStack;
import dev.aviary.system.stack.Stack;
import dev.aviary.system.stack.StackHost;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What each part's death does: nothing that a visitor sees, and the same end as without it. */
@ExtendWith(StackExtension.class)
final class OutagesIT {
  private static final int PER_SECOND = 200;

  /** Those that wait for the next balancer come to the app all at once. */
  private static final int PER_SECOND_THAT_WAIT = 50;

  private final OwnStack own;
  private final Stack stack;
  private final StackHost host;
  private final FlagCalls flags;

  OutagesIT(OwnStack own) {
    this.own = own;
    this.stack = own.stack();
    this.host = stack.host();
    this.flags = new FlagCalls(stack);
  }

  @AfterEach
  void everyServiceIsBack() {
    stack.awaitHealthy();
  }

  @Test
  void aBuilderKilledInTheMiddleOfADeploymentFinishesIt() {
    App app = own.app("killed-builder");
    String stable = deployed(app, "master");
    String canary = app.repository().tip("canary");
    try (SteadyLoad load = app.load(PER_SECOND, Place.stable(stable))) {
      load.allow(Place.canary(canary));
      Answer admitted = app.deploy("canary");
      String id = admitted.text("id");
      Await.until(
          "the deployment is under way",
          Stack.PATIENCE,
          () -> Set.of("building", "starting").contains(app.status(id)),
          () -> app.status(id));
      host.kill("builder");
      stack.awaitHealthy();
      app.await(admitted, "live");
      assertEquals(canary, app.commitIn("canary"));
      app.awaitStable(stable);
      assertEquals(3, host.containers(app.name()).size());
      load.verify();
    }
    retire(app);
  }

  @Test
  void aMonitorKilledDuringAnAlertWithdrawsOnceAndMailsOnce() {
    App app = own.app("killed-monitor");
    String stable = deployed(app, "master");
    Answer canary = app.deploy("canary");
    String id = app.await(canary, "live");
    try (SteadyLoad load =
        app.load(PER_SECOND, Place.stable(stable), Place.canary(app.repository().tip("canary")))) {
      flags.onForCanaries("siege_feature");
      Await.until(
          "the canary is withdrawn", Stack.PATIENCE, () -> app.status(id).equals("withdrawn"));
      host.kill("monitor");
      flags.offForCanaries("siege_feature");
      stack.awaitHealthy();
      app.awaitNoCanary();
      Await.until(
          "both mails are there", Stack.PATIENCE, () -> mails(id).size() >= 2, () -> mails(id));
      assertEquals(2, mails(id).stream().map(Mail::id).distinct().count());
      assertEquals(2, mails(id).size(), mails(id).toString());
      app.awaitStable(stable);
      load.verify();
    }
  }

  @Test
  void aKilledBalancerServesAgainFromItsOwnFile() {
    App app = own.app("killed-balancer");
    String stable = deployed(app, "master");
    app.await(app.deploy("canary"), "live");
    List<String> containers = host.containers(app.name());
    try (SteadyLoad load =
        app.load(
            PER_SECOND_THAT_WAIT,
            Place.stable(stable),
            Place.canary(app.repository().tip("canary")))) {
      host.stop("redis");
      load.duringOutage(() -> host.kill("balancer"));
      load.next(300);
      host.start("redis");
      stack.awaitHealthy();
      load.verify();
    }
    assertEquals(containers, host.containers(app.name()));
    retire(app);
  }

  @Test
  void aBalancerThatDockerRestartsRefusesNobodyAndAnswersWhatItBegan() {
    App app = own.app("restarted-balancer");
    String stable = deployed(app, "master");
    try (SteadyLoad load = app.load(PER_SECOND_THAT_WAIT, Place.stable(stable))) {
      load.next(100);
      host.restart("balancer");
      load.next(300);
      stack.awaitHealthy();
      load.verify();
    }
    retire(app);
  }

  @Test
  void trafficGoesOnWhileRedisIsStoppedAndDeploymentsAfterIt() {
    App app = own.app("stopped-redis");
    String stable = deployed(app, "master");
    List<String> containers = host.containers(app.name());
    try (SteadyLoad load = app.load(PER_SECOND, Place.stable(stable))) {
      host.stop("redis");
      // Twenty seconds of the load itself.
      load.next(20 * PER_SECOND);
      assertEquals(containers, host.containers(app.name()));
      assertEquals(503, app.deploy("canary").status());
      host.start("redis");
      stack.awaitHealthy();
      load.allow(Place.canary(app.repository().tip("canary")));
      app.await(app.deploy("canary"), "live");
      assertTrue(host.containers(app.name()).containsAll(containers));
      load.verify();
    }
    retire(app);
  }

  @Test
  void anEmptyRedisIsFilledAgainFromWhatRunsAndNothingThatServesIsRemoved() {
    App app = own.app("emptied-redis");
    String stable = deployed(app, "master");
    app.await(app.deploy("canary"), "live");
    String canary = app.repository().tip("canary");
    flags.on("new_feature");
    app.split(20).expectSuccess();
    List<String> containers = host.containers(app.name());
    try (SteadyLoad load = app.load(PER_SECOND, Place.stable(stable), Place.canary(canary))) {
      host.stop("redis");
      host.empty("redis", "/data");
      host.start("redis");
      stack.awaitHealthy();
      Await.until(
          "the builder knows the app again",
          Stack.PATIENCE,
          () -> stack.builderAdmin().get("/apps/" + app.name()).status() == 200);
      assertEquals(Set.copyOf(containers), Set.copyOf(host.containers(app.name())));
      Await.until(
          "the split is the owner's again",
          Stack.PATIENCE,
          () -> app.share() == 20,
          () -> app.share());
      Await.until(
          "the flag is set again",
          Stack.PATIENCE,
          () -> app.slot("stable-1", "/new").status() == 200);
      load.allow(Place.stable(canary));
      app.await(app.promote(), "live");
      app.awaitStable(canary);
      app.await(app.rollBack(), "live");
      load.verify();
    }
    flags.off("new_feature");
  }

  @Test
  void aContainerThatDiesIsReplacedAndItsSlotKeepsItsPlace() {
    App app = own.app("died-container");
    String stable = deployed(app, "master");
    List<String> before = host.containers(app.name());
    host.killContainer(before.getFirst());
    Await.until(
        "two containers run again",
        Stack.PATIENCE,
        () ->
            host.containers(app.name()).size() == 2
                && !host.containers(app.name()).contains(before.getFirst()));
    app.awaitStable(stable);
    assertFalse(app.slot("stable-1", "/").body().isEmpty());
  }

  private static String deployed(App app, String branch) {
    app.await(app.deploy(branch), "live");
    return app.repository().tip(branch);
  }

  /** A canary that is no longer needed must not burn when a later test lets them. */
  private static void retire(App app) {
    app.withdraw("the test is over");
    app.awaitNoCanary();
  }

  private List<Mail> mails(String deployment) {
    return own.mailbox().about(deployment);
  }
}
