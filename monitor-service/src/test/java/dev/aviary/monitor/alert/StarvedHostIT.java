package dev.aviary.monitor.alert;

import static dev.aviary.monitor.testing.Eventually.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.app.Slot;
import dev.aviary.contract.event.EventLog;
import dev.aviary.contract.redis.Keys;
import dev.aviary.monitor.record.Alert;
import dev.aviary.monitor.record.AlertAction;
import dev.aviary.monitor.record.CpuDemand;
import dev.aviary.monitor.record.Finding;
import dev.aviary.monitor.record.Metric;
import dev.aviary.monitor.testing.Rig;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A host that other containers keep busy gives a burning canary too little to be seen by its use.
 */
final class StarvedHostIT {
  private final Rig rig = new Rig();

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void aCanaryThatBurnsOnAStarvedHostIsWithdrawnAndTheMailSaysThatTheHostWasBusy() {
    // So that its use alone would never tell.
    rig.with("aviary.alert.cpu-threshold", 90).startMonitor();
    rig.apps().startStable();
    String canary = rig.apps().start(Slot.CANARY);
    rig.apps().starveHost();
    rig.apps().burnCpu(canary);

    until("the canary is withdrawn", () -> rig.withdrawn().size() == 1);
    Alert alert = rig.alerts().getFirst();
    assertEquals(AlertAction.WITHDRAWN, alert.measure());
    Finding finding = alert.findings().getFirst();
    assertEquals(Metric.WANTED_CPU, finding.metric());
    CpuDemand demand = Objects.requireNonNull(finding.demand());
    assertTrue(
        demand.given() < 90 && demand.hostBusy() > 90 && demand.competing() > 1, "" + demand);
    until("that is mailed", () -> rig.mailbox().about("canary withdrawn, Wanted CPU").size() == 1);
    String mail = rig.mailbox().about("canary withdrawn").getFirst().text();
    assertTrue(mail.contains("The host was busy:"), mail);
    assertTrue(
        rig.bean(EventLog.class).newest(10).stream()
            .anyMatch(each ->
                each.what().equals("canary-withdrawn")
                    && String.valueOf(each.why()).contains("it wants about ")
                    && String.valueOf(each.why()).contains("the host was busy")));
  }

  @Test
  void aCanaryThatStarvesLikeItsStableContainersStays() {
    rig.with("aviary.alert.cpu-threshold", 90).startMonitor();
    var all = rig.apps().startStable();
    String canary = rig.apps().start(Slot.CANARY);
    rig.apps().starveHost();
    all.forEach(rig.apps()::burnCpu);
    rig.apps().burnCpu(canary);

    long known = rig.commands().xlen(Keys.samples(canary));
    until("ten more samples", () -> rig.commands().xlen(Keys.samples(canary)) >= known + 10);
    assertTrue(rig.withdrawn().isEmpty());
    assertTrue(rig.alerts().isEmpty());
  }
}
