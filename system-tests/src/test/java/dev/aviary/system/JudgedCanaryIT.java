package dev.aviary.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.system.load.Place;
import dev.aviary.system.load.SteadyLoad;
import dev.aviary.system.source.Experiment;
import dev.aviary.system.stack.App;
import dev.aviary.system.stack.Await;
import dev.aviary.system.stack.Mailbox.Mail;
import dev.aviary.system.stack.OwnStack;
import dev.aviary.system.stack.Stack;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Canaries whose visitors fare worse than those of stable, while their own health page is well. */
@ExtendWith(StackExtension.class)
final class JudgedCanaryIT {
  private static final int PER_SECOND = 50;

  private final OwnStack own;
  private final Stack stack;

  JudgedCanaryIT(OwnStack own) {
    this.own = own;
    this.stack = own.stack();
  }

  @Test
  void aCanaryThatFailsOneVisitorInFiveIsWithdrawnAndTheOwnerIsTold() {
    String mail = withdrawn("failing", Experiment.failingOneIn(5));
    assertTrue(mail.contains("errors"), mail);
  }

  @Test
  void aCanaryThatIsSlowIsWithdrawnAndTheOwnerIsTold() {
    String mail = withdrawn("slow", Experiment.slowerBy(0.05));
    assertTrue(mail.contains("slower"), mail);
  }

  /** The text of the one mail about it. */
  private String withdrawn(String name, String experiment) {
    App app = own.app(name);
    app.await(app.deploy("master"), "live");
    String stable = app.repository().tip("master");
    app.awaitStable(stable);
    try (SteadyLoad load = app.load(PER_SECOND, Place.stable(stable))) {
      String commit = app.repository().push("canary", Experiment.FILE, experiment, "Suffer");
      load.excuse(Place.canary(commit));
      String deployment = app.await(app.deploy("canary"), "live");
      assertEquals(200, app.slot("canary", "/health").status());
      Await.until(
          "the canary is withdrawn",
          Stack.PATIENCE,
          () -> app.status(deployment).equals("withdrawn"),
          () -> stack.monitor().get("/canaries/" + deployment).body());
      app.awaitNoCanary();
      load.forbid(Place.canary(commit));
      load.next(PER_SECOND);
      load.verify();
      Await.until("a mail is there", Stack.PATIENCE, () -> !opened(deployment).isEmpty());
      assertEquals(1, opened(deployment).size(), opened(deployment).toString());
      return opened(deployment).getFirst().text();
    }
  }

  private List<Mail> opened(String deployment) {
    return own.mailbox().about(deployment).stream()
        .filter(mail -> mail.id().contains("opened"))
        .toList();
  }
}
