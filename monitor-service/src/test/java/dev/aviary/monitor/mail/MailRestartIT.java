package dev.aviary.monitor.mail;

import static dev.aviary.monitor.testing.Eventually.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.redis.Writes;
import dev.aviary.contract.testing.RealRedis;
import dev.aviary.monitor.record.AlertNotice;
import dev.aviary.monitor.record.AlertStore;
import dev.aviary.monitor.record.MailCopy;
import dev.aviary.monitor.record.MailCopyStore;
import dev.aviary.monitor.record.Outbox;
import dev.aviary.monitor.testing.MailingMonitor;
import dev.aviary.monitor.testing.SmtpServer;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a monitor that starts knows of the mails that the one before it sent. */
final class MailRestartIT {
  private static final String OWNER = "owner@example.org";
  private static final String LATER = "later@example.org";
  private static final String LOST = "aaaaaaaaaaaa-1";
  private static final String MAIL = LOST + ".opened";

  private final RealRedis redis = RealRedis.start();
  private final SmtpServer server = SmtpServer.plain();
  private final CountDownLatch latch = new CountDownLatch(1);
  private EmbeddedServer monitor = start();

  @AfterEach
  void close() throws IOException {
    latch.countDown();
    monitor.close();
    server.close();
    redis.close();
  }

  @Test
  void aMailWhoseOutcomeIsUnknownIsNeitherSentTwiceNorLostByARestart() {
    server.answering("bird-1", "");
    due(LOST, "bird-1");
    until("its outcome is noted", this::endedWithoutAnswer);
    Instant again = unconfirmed().notBefore();
    assertTrue(again.isAfter(Instant.now().plus(Duration.ofMinutes(29))), again.toString());
    restart();

    due("bbbbbbbbbbbb-1", "bird-2");
    until("the other one was sent", () -> outbox().size() == 1);
    assertEquals(1, sent("bird-1"));
    assertEquals(again, unconfirmed().notBefore(), "a restart does not begin the wait anew");

    server.answering("bird-1", "250 ok");
    var over = new MailCopy.Unconfirmed(1, Instant.now(), "half an hour is over");
    List.of(OWNER, LATER).forEach(each -> copies().put(MAIL, each, over));
    restart();
    until("it is sent again when it is due", () -> outbox().size() == 0);
    assertEquals(2, sent("bird-1"));
    until("nothing is left of it", () -> copies().of(MAIL).isEmpty());
  }

  @Test
  void aMonitorThatEndsBeforeTheAnswerDoesNotSendTheMailAgainAtItsStart() {
    server.slowWith("bird-1", latch);
    due(LOST, "bird-1");
    until("the text came", () -> sent("bird-1") == 1);
    assertEquals(1, unconfirmed().attempts(), "it is noted before the answer");
    restart();

    due("bbbbbbbbbbbb-1", "bird-2");
    until("the other one was sent", () -> outbox().size() == 1);
    assertEquals(1, sent("bird-1"));
  }

  @Test
  void whoHasTheMailDoesNotGetItAgainWhileAnotherWaitsForIt() {
    server.refusingRecipient(LATER, "450 4.2.0 later");
    due(LOST, "bird-1");
    until("one has it", () -> copies().of(MAIL).get(OWNER) instanceof MailCopy.Taken);
    restart();

    server.refusingRecipient(LATER, "250 ok");
    until("the other one has it too", () -> outbox().size() == 0);
    assertEquals(1, server.takenFor().stream().filter(OWNER::equals).count());
    assertEquals(1, server.takenFor().stream().filter(LATER::equals).count());
  }

  @Test
  void ofAMailThatTheServerDidNotTakeNothingIsKept() {
    server.answering("bird-1", "451 4.7.1 greylisted");
    due(LOST, "bird-1");
    until("it is tried again", () -> sent("bird-1") == 2);
    server.answering("bird-1", "250 ok");
    until("it is sent", () -> outbox().size() == 0);
    until("nothing is left of it", () -> copies().of(MAIL).isEmpty());
  }

  /** Before it is sent, a mail is noted with another reason. */
  private boolean endedWithoutAnswer() {
    return copies().of(MAIL).get(OWNER) instanceof MailCopy.Unconfirmed copy
        && copy.reason().startsWith("no answer");
  }

  private MailCopy.Unconfirmed unconfirmed() {
    return assertInstanceOf(MailCopy.Unconfirmed.class, copies().of(MAIL).get(OWNER));
  }

  private long sent(String part) {
    return server.taken().stream()
        .filter(each -> each.recipient().equals(OWNER) && each.text().contains(part))
        .count();
  }

  private void due(String id, String name) {
    var alerts = bean(AlertStore.class);
    var write = alerts.open(bean(Writes.class).begin(), alerts.asRecorded(Alerts.about(id, name)));
    outbox().add(write, new AlertNotice(id, AlertNotice.Kind.OPENED)).run();
    bean(MailSender.class).wake();
  }

  private void restart() {
    monitor.close();
    monitor = start();
  }

  private EmbeddedServer start() {
    return ApplicationContext.run(EmbeddedServer.class, settings());
  }

  private Outbox outbox() {
    return bean(Outbox.class);
  }

  private MailCopyStore copies() {
    return bean(MailCopyStore.class);
  }

  private <T> T bean(Class<T> type) {
    return monitor.getApplicationContext().getBean(type);
  }

  private Map<String, Object> settings() {
    return MailingMonitor.settings(
        redis, "a-token-of-the-tests", server.port(), OWNER + "," + LATER);
  }
}
