package dev.aviary.monitor.alert;

import static dev.aviary.monitor.testing.Eventually.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.app.Slot;
import dev.aviary.contract.event.EventLog;
import dev.aviary.contract.redis.Keys;
import dev.aviary.monitor.record.Alert;
import dev.aviary.monitor.record.AlertAction;
import dev.aviary.monitor.record.AlertClosing;
import dev.aviary.monitor.record.Finding;
import dev.aviary.monitor.record.Metric;
import dev.aviary.monitor.testing.Apps;
import dev.aviary.monitor.testing.Rig;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** From a hot container to the withdrawal, the record and the mails, on real parts. */
final class AlertIT {
  private final Rig rig = new Rig();

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void aHotCanaryIsWithdrawnRecordedAndMailedOnceAndItsAlertIsClosedAndMailedOnce() {
    rig.startMonitor();
    rig.apps().startStable();
    String canary = rig.apps().start(Slot.CANARY);
    rig.apps().fillMemory(canary);

    until("the withdrawal is in Redis", () -> !rig.withdrawn().isEmpty());
    assertEquals(
        Apps.COMMIT + ":" + Apps.deployment(Slot.CANARY),
        rig.withdrawn().keySet().iterator().next());
    Alert alert = rig.alerts().getFirst();
    assertEquals(canary.substring(0, 12) + "-1", alert.id());
    assertEquals(AlertAction.WITHDRAWN, alert.measure());
    until("the alert is mailed", () -> rig.mailbox().mails().size() == 1);
    var mail = rig.mailbox().mails().getFirst();
    assertTrue(mail.subject().contains("bird: canary withdrawn, Memory at "), mail.subject());
    assertTrue(mail.text().contains("Every balancer has acknowledged"), mail.text());
    assertEquals("<" + alert.id() + ".opened@" + rig.apps().instance() + ".aviary>", mail.id());

    rig.apps().freeMemory(canary);
    until("the alert is closed", () -> !rig.alerts().getFirst().isOpen());
    until("the closing is mailed", () -> rig.mailbox().mails().size() == 2);
    assertTrue(rig.mailbox().about("is closed").getFirst().text().contains("peaked at 6"));
    assertEquals(1, rig.alerts().size());
    until("nothing is left to send", () -> rig.commands().xlen(Keys.OUTBOX) == 0);
    assertEquals(0, rig.balancer().taken().size(), "the balancer was asked although Redis is here");
  }

  @Test
  void theTimelineSaysWhatHappenedOnce() {
    rig.startMonitor();
    String canary = rig.apps().start(Slot.CANARY);
    rig.apps().fillMemory(canary);
    until("the alert is on record", () -> !rig.alerts().isEmpty());
    rig.apps().remove(canary);
    until("the alert is closed", () -> !rig.alerts().getFirst().isOpen());

    assertEquals(
        List.of("alert-closed", "canary-withdrawn"),
        rig.bean(EventLog.class).newest(10).stream().map(each -> each.what()).toList());
  }

  @Test
  void anAlertClosesWhenItsContainerIsGone() {
    rig.startMonitor();
    String canary = rig.apps().start(Slot.CANARY);
    rig.apps().fillMemory(canary);
    until("the alert is on record", () -> !rig.alerts().isEmpty());
    rig.apps().remove(canary);

    until("the alert is closed", () -> !rig.alerts().getFirst().isOpen());
    AlertClosing closing = rig.alerts().getFirst().closing();
    assertEquals(AlertClosing.Cause.GONE, closing == null ? null : closing.cause());
    until("both mails are there", () -> rig.mailbox().mails().size() == 2);
  }

  @Test
  void aHotStableContainerIsMailedAboutAndNeverWithdrawn() {
    rig.startMonitor();
    String stable = rig.apps().start(Slot.STABLE_1);
    rig.apps().start(Slot.CANARY);
    rig.apps().fillMemory(stable);

    until("the alert is mailed", () -> rig.mailbox().about("stable-1 is hot").size() == 1);
    assertEquals(AlertAction.REPORTED, rig.alerts().getFirst().measure());
    assertTrue(rig.withdrawn().isEmpty());
  }

  @Test
  void aCanaryStaysWhenTheStableContainersAreAsHotAndGoesWhenItAloneStaysHot() {
    rig.with("aviary.alert.mean", "8s").startMonitor();
    var stable = rig.apps().startStable();
    String canary = rig.apps().start(Slot.CANARY);
    stable.forEach(rig.apps()::fillMemory);
    until("both stable containers alert", () -> rig.alerts().size() == 2);
    rig.apps().fillMemory(canary);

    until("the canary alerts too", () -> rig.alerts().size() == 3);
    assertEquals(AlertAction.KEPT, rig.alerts().getFirst().measure());
    assertTrue(rig.withdrawn().isEmpty());
    until(
        "the mail blames the host",
        () -> rig.mailbox().about("so are the stable containers").size() == 1);
    assertTrue(
        rig.mailbox()
            .about("so are the stable containers")
            .getFirst()
            .text()
            .contains("it is the host or the load"));

    stable.forEach(rig.apps()::freeMemory);
    until("the canary is withdrawn", () -> rig.withdrawn().size() == 1);
    until("that is mailed", () -> rig.mailbox().about("bird: canary withdrawn").size() == 1);
    assertEquals(3, rig.alerts().size());
    assertEquals(AlertAction.WITHDRAWN, rig.alerts().getFirst().measure());
  }

  @Test
  void aCanaryIsWithdrawnWhenTheKernelKillsAProcessInItThoughTheContainerLivesOn() {
    rig.with("aviary.alert.warm-up", "1h").startMonitor();
    rig.apps().startStable();
    String canary = rig.apps().start(Slot.CANARY);
    rig.apps().exceedMemory(canary);

    until("the withdrawal is in Redis", () -> rig.withdrawn().size() == 1);
    assertTrue(rig.apps().runs(canary));
    Finding finding = rig.alerts().getFirst().findings().getFirst();
    assertEquals(Metric.MEMORY, finding.metric());
    assertNotNull(finding.killedAt());
    until(
        "the mail says why",
        () -> rig.mailbox().about("canary withdrawn, a process was killed").size() == 1);
    assertTrue(
        rig.bean(EventLog.class).newest(10).stream()
            .anyMatch(each ->
                each.what().equals("canary-withdrawn")
                    && String.valueOf(each.why()).contains("killed a process in it for memory")));
    assertEquals(1, rig.alerts().size());
  }

  @Test
  void aStableContainerInWhichAProcessIsKilledForMemoryIsReportedAndClearsByItself() {
    rig.startMonitor();
    String stable = rig.apps().start(Slot.STABLE_1);
    rig.apps().exceedMemory(stable);

    until(
        "the alert is mailed",
        () -> rig.mailbox().about("killed for memory in stable-1").size() == 1);
    assertTrue(rig.withdrawn().isEmpty());
    until("the alert is closed", () -> !rig.alerts().getFirst().isOpen());
  }
}
