package dev.aviary.monitor.alert;

import static dev.aviary.monitor.testing.Eventually.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.app.Slot;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.Revision;
import dev.aviary.contract.telemetry.BalancerStore;
import dev.aviary.contract.telemetry.Heartbeat;
import dev.aviary.contract.testing.RealRedis;
import dev.aviary.monitor.testing.Apps;
import dev.aviary.monitor.testing.Mailbox;
import dev.aviary.monitor.testing.Relay;
import dev.aviary.monitor.testing.Rig;
import dev.aviary.monitor.testing.SmtpServer;
import io.lettuce.core.api.sync.RedisCommands;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Alerts while something that they need is down. */
final class OutageIT {
  private static final String DAMAGED = "{\"alert\":\"damaged-1\",\"kind\":\"opened\"}";

  private final Rig rig = new Rig();

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void aMonitorThatIsRestartedDuringAnAlertGoesOnWithItAndMailsNothingAgain() {
    rig.startMonitor();
    String canary = rig.apps().start(Slot.CANARY);
    rig.apps().fillMemory(canary);
    until("the alert is mailed", () -> rig.mailbox().mails().size() == 1);
    rig.stopMonitor();
    rig.startMonitor();
    until("the new monitor samples", () -> stats().contains("\"sampled\""));
    rig.apps().freeMemory(canary);

    until("the alert is closed", () -> !rig.alerts().getFirst().isOpen());
    until("the closing is mailed", () -> rig.mailbox().about("is closed").size() == 1);
    assertEquals(1, rig.alerts().size());
    assertEquals(2, rig.mailbox().mails().size());
  }

  @Test
  void anAlertWhoseContainerWentWhileNoMonitorRanIsClosedByTheNextOne() {
    rig.startMonitor();
    String canary = rig.apps().start(Slot.CANARY);
    rig.apps().fillMemory(canary);
    until("the alert is mailed", () -> rig.mailbox().mails().size() == 1);
    rig.stopMonitor();
    rig.apps().remove(canary);
    rig.startMonitor();

    until("the closing is mailed", () -> rig.mailbox().about("is closed").size() == 1);
    assertEquals(2, rig.mailbox().mails().size());
  }

  @Test
  void withoutRedisTheBalancerWithdrawsAndTheAlertIsRecordedWhenRedisReturns() {
    rig.startMonitor();
    String canary = rig.apps().start(Slot.CANARY);
    until("the monitor samples", () -> stats().contains("\"sampled\""));
    rig.redis().stop();
    rig.apps().fillMemory(canary);

    until("the balancer is told", () -> !rig.balancer().taken().isEmpty());
    var told = rig.balancer().taken().getFirst();
    assertEquals("POST /apps/bird/withdrawals", told.method() + " " + told.path());
    assertEquals("Bearer " + Rig.TOKEN, told.authorization());
    assertTrue(told.body().contains(Apps.COMMIT), told.body());
    rig.redis().startAgain();

    until("the alert is on record", () -> !rig.commands().hgetall(withdrawn()).isEmpty());
    until("the alert is mailed", () -> rig.mailbox().mails().size() == 1);
    assertEquals(canary.substring(0, 12) + "-1", rig.alerts().getFirst().id());
    assertEquals(1, rig.balancer().taken().size());
  }

  @Test
  void aMonitorThatStartedWithoutRedisTakesUpTheAlertThatItFindsThereLater() {
    var gate = new InetSocketAddress(InetAddress.getLoopbackAddress(), RealRedis.freePort());
    var redis = new InetSocketAddress(InetAddress.getLoopbackAddress(), rig.redis().port());
    try (var relay = new Relay(gate, redis).open()) {
      rig.with("redis.port", gate.getPort()).startMonitor();
      String canary = rig.apps().start(Slot.CANARY);
      rig.apps().fillMemory(canary);
      until("the alert is mailed", () -> rig.mailbox().mails().size() == 1);
      rig.stopMonitor();
      relay.cut();
      rig.startMonitor();
      until("the new monitor tells the balancer", () -> !rig.balancer().taken().isEmpty());
      relay.open();
      rig.apps().freeMemory(canary);

      until("the closing is mailed", () -> rig.mailbox().about("is closed").size() == 1);
      assertEquals(1, rig.alerts().size());
      assertEquals(2, rig.mailbox().mails().size());
    }
  }

  @Test
  void aRedisThatComesBackEmptyGetsTheOpenAlertAndTheWithdrawalAgainWithoutASecondMail() {
    rig.startMonitor();
    String canary = rig.apps().start(Slot.CANARY);
    rig.apps().fillMemory(canary);
    until("the alert is mailed", () -> rig.mailbox().mails().size() == 1);
    rig.redis().stop();
    rig.redis().startAgain();

    until("the alert is on record again", () -> exists(canary));
    assertEquals(1, rig.withdrawn().size());
    rig.apps().freeMemory(canary);
    until("the closing is mailed", () -> rig.mailbox().about("is closed").size() == 1);
    assertEquals(2, rig.mailbox().mails().size());
  }

  @Test
  void aMailServerThatIsDownDelaysTheMailAndLosesNone() {
    rig.mailbox().down();
    rig.startMonitor();
    String canary = rig.apps().start(Slot.CANARY);
    rig.apps().fillMemory(canary);
    until("a mail has failed", () -> metric("aviary_mails_failed_total") >= 1);
    assertEquals(1, rig.commands().xlen(Keys.OUTBOX));
    rig.mailbox().up();

    until("the mail came", () -> rig.mailbox().mails().size() == 1);
    until("the outbox is empty", () -> rig.commands().xlen(Keys.OUTBOX) == 0);
  }

  @Test
  void aMailThatWaitedWhileRedisLostItIsSentAllTheSame() {
    rig.mailbox().down();
    rig.startMonitor();
    String canary = rig.apps().start(Slot.CANARY);
    rig.apps().fillMemory(canary);
    until("a mail has failed", () -> metric("aviary_mails_failed_total") >= 1);
    rig.redis().stop();
    rig.redis().startAgain();
    rig.mailbox().up();

    until("the mail came", () -> rig.mailbox().mails().size() == 1);
  }

  @Test
  void theMailsOfAnAlertThatOpenedAndClosedWhileTheMailServerWasDownSurviveALostRedis() {
    rig.mailbox().down();
    rig.startMonitor();
    String canary = rig.apps().start(Slot.CANARY);
    rig.apps().fillMemory(canary);
    until("the alert is on record", () -> !rig.alerts().isEmpty());
    rig.apps().remove(canary);
    until("the alert is closed", () -> !rig.alerts().getFirst().isOpen());
    until("both mails wait", () -> rig.commands().xlen(Keys.OUTBOX) == 2);
    rig.redis().stop();
    rig.redis().startAgain();
    rig.mailbox().up();

    until("the alert is mailed", () -> rig.mailbox().about("canary withdrawn").size() == 1);
    until("the closing is mailed", () -> rig.mailbox().about("is closed").size() == 1);
  }

  @Test
  void aRecipientThatIsRefusedHoldsUpNoOther() throws Exception {
    try (var server =
        SmtpServer.plain().refusingRecipient("left@example.org", "550 5.1.1 nobody of that name")) {
      rig.with("aviary.mail.port", server.port())
          .with("aviary.mail.to", "left@example.org, " + Mailbox.OWNER)
          .startMonitor();
      String canary = rig.apps().start(Slot.CANARY);
      rig.apps().fillMemory(canary);
      until("the other one is mailed", () -> server.takenFor().equals(List.of(Mailbox.OWNER)));
      rig.apps().remove(canary);

      until("so is the closing", () -> server.takenFor().size() == 2);
      until("the outbox is empty", () -> rig.commands().xlen(Keys.OUTBOX) == 0);
      assertEquals(List.of(Mailbox.OWNER, Mailbox.OWNER), server.takenFor());
    }
  }

  @Test
  void theMailSaysWhenABalancerDidNotAcknowledge() {
    rig.startMonitor();
    rig.bean(BalancerStore.class)
        .beat(new Heartbeat("silent", Instant.EPOCH, Revision.NONE, Map.of(), List.of()));
    rig.apps().fillMemory(rig.apps().start(Slot.CANARY));

    until("the alert is mailed", () -> rig.mailbox().mails().size() == 1);
    String text = rig.mailbox().mails().getFirst().text();
    assertTrue(text.contains("NOT every balancer acknowledged"), text);
  }

  @Test
  void withoutARecipientTheAlertIsOnRecordAndTheOutboxDoesNotPileUp() {
    rig.with("aviary.mail.to", "").startMonitor();
    rig.apps().fillMemory(rig.apps().start(Slot.CANARY));

    until("the alert is on record", () -> !rig.alerts().isEmpty());
    until("the outbox is empty", () -> rig.commands().xlen(Keys.OUTBOX) == 0);
    assertEquals(0, rig.mailbox().mails().size());
  }

  @ParameterizedTest
  @MethodSource("damages")
  void anAlertThatCannotBeReadHoldsUpNoOtherApp(Consumer<RedisCommands<String, String>> damage) {
    rig.startMonitor();
    String canary = rig.apps().start(Slot.CANARY);
    String other = rig.apps().start("fish", Slot.CANARY);
    rig.apps().fillMemory(canary);
    until("the alert is mailed", () -> rig.mailbox().mails().size() == 1);
    damage.accept(rig.commands());
    rig.apps().remove(canary);
    until("the other app is sampled", () -> stats().contains(other.substring(0, 12)));
    rig.apps().fillMemory(other);

    until("the other canary is withdrawn", () -> rig.withdrawn("fish").size() == 1);
    until("and mailed", () -> rig.mailbox().about("fish: canary withdrawn").size() == 1);
  }

  static List<Named<Consumer<RedisCommands<String, String>>>> damages() {
    return List.of(
        Named.of("half of it is gone", redis -> redis.set(alert(redis), "{")),
        Named.of(
            "it is no string",
            redis -> {
              String key = alert(redis);
              redis.del(key);
              redis.lpush(key, "x");
            }));
  }

  @Test
  void aMonitorThatFindsAnAlertThatItCannotReadGoesOnWithTheOthers() {
    rig.startMonitor();
    String canary = rig.apps().start(Slot.CANARY);
    rig.apps().fillMemory(canary);
    until("the alert is mailed", () -> rig.mailbox().mails().size() == 1);
    rig.stopMonitor();
    rig.commands().set(Keys.alert("damaged-1"), "{");
    rig.commands().xadd(Keys.ALERTS, Map.of("alert", "damaged-1"));
    rig.commands().xadd(Keys.OUTBOX, Map.of("notice", "{"));
    rig.commands().xadd(Keys.OUTBOX, Map.of("notice", DAMAGED));
    rig.apps().remove(canary);
    rig.startMonitor();

    until("the closing is mailed", () -> rig.mailbox().about("is closed").size() == 1);
    assertEquals(200, rig.get("/alerts", "*/*").statusCode());
    until("the outbox is empty", () -> rig.commands().xlen(Keys.OUTBOX) == 0);
  }

  private static String alert(RedisCommands<String, String> redis) {
    return redis.keys(Keys.alert("*")).getFirst();
  }

  private static String withdrawn() {
    return Keys.withdrawn(Apps.APP);
  }

  private boolean exists(String container) {
    return rig.commands().exists(Keys.alert(container.substring(0, 12) + "-1")) > 0;
  }

  private String stats() {
    return rig.get("/stats", "application/json").body();
  }

  private double metric(String name) {
    return rig.get("/prometheus", "text/plain")
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .sum();
  }
}
