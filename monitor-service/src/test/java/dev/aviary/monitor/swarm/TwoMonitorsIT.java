package dev.aviary.monitor.swarm;

import static dev.aviary.monitor.testing.Eventually.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.app.Slot;
import dev.aviary.contract.event.Event;
import dev.aviary.contract.event.EventLog;
import dev.aviary.contract.redis.Keys;
import dev.aviary.monitor.lease.JudgeLease;
import dev.aviary.monitor.record.AlertAction;
import dev.aviary.monitor.testing.MonitorProcess;
import dev.aviary.monitor.testing.Rig;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Two monitors of two nodes on one Redis. The node {@code one} has an engine that is away, so
 * whatever is known of a container was sampled by the monitor of {@code two}.
 */
final class TwoMonitorsIT {
  private static final String ONE = "one.abcdefghijklmnopqrstuvwxy";
  private static final Map<String, Object> ON_ONE =
      Map.of("aviary.node.name", ONE, "aviary.engine.host", "unix:///nowhere/docker.sock");
  private static final String HOT = "bird: canary withdrawn, Memory at ";

  private final Rig rig = new Rig();

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void aHotCanaryIsWithdrawnByTheJudgeOnAnotherNodeOnce() {
    try (MonitorProcess _ = startOneAsJudge()) {
      startTwo();
      rig.apps().startStable();
      String canary = rig.apps().start(Slot.CANARY);
      rig.apps().fillMemory(canary);

      until("the withdrawal is in Redis", () -> !rig.withdrawn().isEmpty());
      assertEquals(AlertAction.WITHDRAWN, rig.alerts().getFirst().measure());
      assertFalse(rig.bean(JudgeLease.class).judges());
      until("it is mailed", () -> rig.mailbox().about(HOT).size() == 1);
      assertTrue(rig.get("/stats", "application/json").body().contains("\"node\":\"two\""));

      rig.apps().freeMemory(canary);
      until("its end is mailed", () -> rig.mailbox().about("is closed").size() == 1);
      assertEquals(1, rig.alerts().size());
      assertEquals(List.of("canary-withdrawn", "alert-closed"), told());
    }
  }

  @Test
  void anotherMonitorGoesOnWithWhatTheJudgeLeftWhenItIsKilled() {
    try (MonitorProcess one = startOneAsJudge()) {
      startTwo();
      String canary = rig.apps().start(Slot.CANARY);
      rig.apps().fillMemory(canary);
      until("it is mailed", () -> rig.mailbox().about(HOT).size() == 1);

      one.kill();
      until("the other judges", rig.bean(JudgeLease.class)::judges);
      rig.apps().freeMemory(canary);
      until("the end is mailed", () -> rig.mailbox().about("is closed").size() == 1);
      assertEquals(1, rig.mailbox().about(HOT).size());
      assertEquals(1, rig.alerts().size());
      assertEquals(List.of("canary-withdrawn", "alert-closed"), told());
    }
  }

  @Test
  void aCanaryThatBurnsWhileNobodyJudgesIsWithdrawnOnceByTheNextJudge() {
    try (MonitorProcess one = startOneAsJudge()) {
      startTwo();
      rig.apps().startStable();
      String canary = rig.apps().start(Slot.CANARY);
      until("its node samples it", () -> sampled(canary));

      one.kill();
      rig.apps().fillMemory(canary);
      until("the withdrawal is in Redis", () -> !rig.withdrawn().isEmpty());
      until("it is mailed", () -> rig.mailbox().about(HOT).size() == 1);
      assertEquals(1, rig.alerts().size());
      assertEquals(List.of("canary-withdrawn"), told());
    }
  }

  @Test
  void aJudgeThatEndsInGoodOrderLeavesTheLeaseToTheNext() {
    rig.with("aviary.node.name", "two").startMonitor();
    until("it judges", rig.bean(JudgeLease.class)::judges);
    String lease = Keys.JUDGE;
    assertTrue(rig.commands().get(lease).startsWith("two "));
    rig.stopMonitor();

    assertEquals(0, rig.commands().exists(lease));
  }

  @Test
  void aMonitorThatWasKilledTakesItsOwnLeaseAtOnce() {
    rig.commands().set(Keys.JUDGE, "two 7");
    rig.commands().set(Keys.JUDGE_TOKEN, "7");
    startTwo();

    until("it judges", rig.bean(JudgeLease.class)::judges);
    assertEquals("two 8", rig.commands().get(Keys.JUDGE));
  }

  @Test
  void whatAFormerJudgeWritesIsRefused() {
    startTwo();
    until("it judges", rig.bean(JudgeLease.class)::judges);
    rig.commands().set(Keys.JUDGE, "three 99");
    String canary = rig.apps().start(Slot.CANARY);
    rig.apps().fillMemory(canary);

    until("it knows", () -> !rig.bean(JudgeLease.class).judges());
    assertTrue(rig.alerts().isEmpty());
    assertTrue(rig.withdrawn().isEmpty());
  }

  @Test
  void aNodeIsGoneAndBackAndLeavesWithItsBalancer() {
    rig.with("aviary.node.silence", "10s");
    startTwo();
    until("it judges", rig.bean(JudgeLease.class)::judges);
    try (MonitorProcess _ = MonitorProcess.start(rig.settings(ON_ONE))) {
      until("its report is there", () -> rig.commands().hexists(Keys.NODES, ONE));
    }
    until("it is gone", () -> rig.commands().hexists(Keys.NODES_GONE, ONE));
    until("that is mailed", () -> rig.mailbox().about("you must act: node-gone").size() == 1);
    until("/health says it", () -> rig.get("/health", "application/json").body().contains("GONE"));
    assertTrue(
        rig.get("/prometheus", "text/plain").body().contains("aviary_nodes_gone 1.0"),
        "the gauge does not say it");

    try (MonitorProcess _ = MonitorProcess.start(rig.settings(ON_ONE))) {
      until("it is back", () -> rig.commands().hlen(Keys.NODES_GONE) == 0);
      until("that is mailed", () -> rig.mailbox().about("node back").size() == 1);
    }
    until("it is gone again", () -> rig.commands().hexists(Keys.NODES_GONE, ONE));
    rig.bean(EventLog.class)
        .append(
            new Event(
                Instant.now(), "builder", "balancer-forgotten", null, "aviary-" + ONE, "removed"));

    until("it left", () -> !rig.commands().hexists(Keys.NODES, ONE));
    assertEquals(0, rig.commands().hlen(Keys.NODES_GONE));
    assertEquals(List.of("node-gone", "node-back", "node-gone", "balancer-forgotten"), told());
  }

  private MonitorProcess startOneAsJudge() {
    rig.with("aviary.node.silence", "1h");
    MonitorProcess one = MonitorProcess.start(rig.settings(ON_ONE));
    until(
        "the first monitor judges",
        () -> {
          assertTrue(one.runs(), "the monitor ended");
          return rig.commands().exists(Keys.JUDGE) > 0;
        });
    return one;
  }

  private void startTwo() {
    rig.with("aviary.node.name", "two").startMonitor();
  }

  private boolean sampled(String container) {
    return rig.commands().exists(Keys.samples(container)) > 0;
  }

  /** Oldest first. */
  private List<String> told() {
    return rig.bean(EventLog.class).newest(20).reversed().stream().map(Event::what).toList();
  }
}
