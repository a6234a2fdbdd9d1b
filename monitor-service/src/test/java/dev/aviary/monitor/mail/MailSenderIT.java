package dev.aviary.monitor.mail;

import static dev.aviary.monitor.testing.Eventually.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.event.ActionNeeded;
import dev.aviary.contract.event.Event;
import dev.aviary.contract.event.EventLog;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.redis.Writes;
import dev.aviary.contract.testing.RealRedis;
import dev.aviary.monitor.record.Alert;
import dev.aviary.monitor.record.AlertNotice;
import dev.aviary.monitor.record.AlertStore;
import dev.aviary.monitor.record.Outbox;
import dev.aviary.monitor.testing.MailingMonitor;
import dev.aviary.monitor.testing.SmtpServer;
import io.lettuce.core.XAddArgs;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the outbox does while the mail server is slow, silent or choosy. */
final class MailSenderIT {
  private static final String OWNER = "owner@example.org";

  private final RealRedis redis = RealRedis.start();
  private final SmtpServer server = SmtpServer.plain();
  private final CountDownLatch latch = new CountDownLatch(1);
  private final EmbeddedServer monitor = ApplicationContext.run(EmbeddedServer.class, settings());

  @AfterEach
  void close() throws IOException {
    latch.countDown();
    monitor.close();
    server.close();
    redis.close();
  }

  @Test
  void aServerThatIsSlowWithOneMailHoldsUpNoOtherAndGetsNoneTwice() {
    server.slowWith("bird-1", latch);
    due("aaaaaaaaaaaa-1", "bird-1");
    until("the slow one is under way", () -> server.taken().size() == 1);
    due("bbbbbbbbbbbb-1", "bird-2");
    until("the other one was sent", () -> outbox().size() == 1);
    latch.countDown();

    until("the outbox is empty", () -> outbox().size() == 0);
    assertEquals(2, server.taken().size());
  }

  @Test
  void aMailUnderWayThatRedisLosesAndGetsAgainIsNotSentTwice() {
    server.slowWith("bird-1", latch);
    due("aaaaaaaaaaaa-1", "bird-1");
    until("it is under way", () -> server.taken().size() == 1);
    bean(RedisLink.class).commands().del(Keys.OUTBOX);
    addAgain("aaaaaaaaaaaa-1");
    due("bbbbbbbbbbbb-1", "bird-2");
    until("the postman has looked", () -> server.taken().size() == 2);
    latch.countDown();

    until("the outbox is empty", () -> outbox().size() == 0);
    assertEquals(2, server.taken().size());
  }

  @Test
  void aMailThatIsRefusedForItsContentIsSetAsideAndTold() {
    server.answering("bird-1", "554 5.7.1 looks like spam");
    due("aaaaaaaaaaaa-1", "bird-1");
    due("bbbbbbbbbbbb-1", "bird-2");

    until("the outbox is empty", () -> outbox().size() == 0);
    until("the timeline tells it", () -> told(ActionNeeded.MAIL_SET_ASIDE).size() == 1);
    Event event = told(ActionNeeded.MAIL_SET_ASIDE).getFirst();
    assertEquals("aaaaaaaaaaaa-1.opened", event.subject());
    assertTrue(String.valueOf(event.why()).contains("554 5.7.1 looks like spam"), event.why());
    assertTrue(get("/prometheus").contains("aviary_mails_refused_total 1.0"));
    until("and so does a mail", () -> taken("you must act: mail-set-aside") == 1);
  }

  @Test
  void aServerThatDoesNotAnswerShowsInHealthAndMetricsAndOnceOnTheTimeline() {
    server.slowWith("bird-1", latch);
    dueSince("aaaaaaaaaaaa-1", "bird-1", Instant.now().minus(Duration.ofMinutes(5)));

    until("the timeline tells it", () -> told(MailEvents.DELAYED).size() == 1);
    until("health says it", () -> get("/health").contains("\"status\":\"DELAYED\""));
    assertTrue(get("/health").contains("\"waiting\":1"), get("/health"));
    assertTrue(get("/health").contains("\"oldestSeconds\":3"), get("/health"));
    assertTrue(get("/prometheus").contains("aviary_mails_oldest_seconds 3"), get("/prometheus"));
    latch.countDown();

    until("the end is told too", () -> told(MailEvents.RESUMED).size() == 1);
    assertEquals(1, told(MailEvents.DELAYED).size());
    assertTrue(get("/prometheus").contains("aviary_mails_oldest_seconds 0"));
  }

  @Test
  void anEventThatTheOperatorMustActOnIsMailedOnce() {
    until("the monitor reads the timeline", () -> groups() == 2);
    var log = bean(EventLog.class);
    log.append(event("canary-promoted", "not of interest"));
    log.append(event(ActionNeeded.MAIL_SET_ASIDE, "the mail server refuses it"));
    bean(MailSender.class).wake();

    until("it is mailed", () -> server.taken().size() == 1);
    String text = server.taken().getFirst().text();
    assertTrue(text.contains("you must act: mail-set-aside"), text);
    assertTrue(text.contains("the mail server refuses it"), text);
    due("aaaaaaaaaaaa-1", "bird-1");
    until("the next look is over", () -> server.taken().size() == 2);
  }

  @Test
  void aTimelineThatCannotBeReadHoldsUpNoMailAboutAnAlert() {
    until("the monitor reads the timeline", () -> groups() == 2);
    bean(RedisLink.class).commands().del(Keys.EVENTS);
    bean(RedisLink.class).commands().set(Keys.EVENTS, "no stream");
    due("aaaaaaaaaaaa-1", "bird-1");

    until("the outbox is empty", () -> outbox().size() == 0);
    assertEquals(1, server.taken().size());
  }

  private long taken(String part) {
    return server.taken().stream().filter(each -> each.text().contains(part)).count();
  }

  private long groups() {
    return bean(RedisLink.class).commands().exists(Keys.EVENTS) == 0
        ? 0
        : bean(RedisLink.class).commands().xinfoGroups(Keys.EVENTS).size();
  }

  private static Event event(String what, String why) {
    return new Event(Instant.now(), "test", what, null, null, why);
  }

  private void due(String id, String name) {
    Alert alert = Alerts.about(id, name);
    var alerts = bean(AlertStore.class);
    var write = alerts.open(bean(Writes.class).begin(), alerts.asRecorded(alert));
    outbox().add(write, new AlertNotice(id, AlertNotice.Kind.OPENED)).run();
    bean(MailSender.class).wake();
  }

  private void addAgain(String id) {
    outbox().add(bean(Writes.class).begin(), new AlertNotice(id, AlertNotice.Kind.OPENED)).run();
  }

  private void dueSince(String id, String name, Instant since) {
    var alerts = bean(AlertStore.class);
    alerts.open(bean(Writes.class).begin(), alerts.asRecorded(Alerts.about(id, name))).run();
    String notice = bean(Wire.class).write(new AlertNotice(id, AlertNotice.Kind.OPENED));
    bean(RedisLink.class)
        .commands()
        .xadd(
            Keys.OUTBOX,
            XAddArgs.Builder.minId("0").id(since.toEpochMilli() + "-0"),
            Map.of("notice", notice));
    bean(MailSender.class).wake();
  }

  private List<Event> told(String what) {
    return bean(EventLog.class).newest(100).stream()
        .filter(each -> each.what().equals(what))
        .toList();
  }

  private Outbox outbox() {
    return bean(Outbox.class);
  }

  private <T> T bean(Class<T> type) {
    return monitor.getApplicationContext().getBean(type);
  }

  private String get(String path) {
    try (var http = HttpClient.newHttpClient()) {
      return http.send(
              HttpRequest.newBuilder(URI.create(monitor.getURI() + path)).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private Map<String, Object> settings() {
    return MailingMonitor.settings(redis, "a-token-of-the-tests", server.port(), OWNER);
  }
}
