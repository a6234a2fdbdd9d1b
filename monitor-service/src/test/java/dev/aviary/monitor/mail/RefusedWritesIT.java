package dev.aviary.monitor.mail;

import static dev.aviary.monitor.testing.Eventually.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.event.Event;
import dev.aviary.contract.event.EventLog;
import dev.aviary.monitor.testing.Mailbox;
import dev.aviary.monitor.testing.Rig;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A Redis that refuses writes is mailed without Redis, and told when it is over. */
final class RefusedWritesIT {
  private final Rig rig = new Rig();

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void aFullRedisIsMailedOnceAndItsTimeIsOnTheTimeline() {
    rig.startMonitor();
    until("it is ready", () -> rig.get("/health", "application/json").statusCode() == 200);
    full(true);
    until("it is mailed", () -> !rig.mailbox().mails().isEmpty());
    Mailbox.Mail mail = rig.mailbox().mails().getFirst();
    assertTrue(mail.subject().contains("Redis is full"), mail.subject());
    assertTrue(mail.text().contains("raise its maxmemory"), mail.text());
    var health = rig.get("/health", "application/json");
    assertEquals(503, health.statusCode());
    assertTrue(health.body().contains("refused-since"), health.body());
    full(false);
    until("it is on the timeline", () -> !told().isEmpty());
    Event event = told().getFirst();
    assertTrue(String.valueOf(event.why()).startsWith("Redis is full: writes were refused from "));
    until("it is ready", () -> rig.get("/health", "application/json").statusCode() == 200);
    // At its limit Redis may refuse again soon.
    full(true);
    until("it is down", () -> rig.get("/health", "application/json").statusCode() == 503);
    full(false);
    until("both are on the timeline", () -> told().size() == 2);
    assertEquals(1, rig.mailbox().mails().size());
  }

  private void full(boolean full) {
    rig.commands().configSet("maxmemory", full ? "1" : "0");
  }

  private List<Event> told() {
    return rig.bean(EventLog.class).newest(10).stream()
        .filter(event -> event.what().equals(RefusedWrites.EVENT))
        .toList();
  }
}
