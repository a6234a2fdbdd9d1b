package dev.aviary.monitor.notify;

import static dev.aviary.monitor.testing.Eventually.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.event.ActionNeeded;
import dev.aviary.contract.event.Event;
import dev.aviary.contract.event.EventLog;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.redis.Writes;
import dev.aviary.contract.testing.RealRedis;
import dev.aviary.monitor.mail.Alerts;
import dev.aviary.monitor.mail.Postman;
import dev.aviary.monitor.record.Alert;
import dev.aviary.monitor.record.AlertStore;
import dev.aviary.monitor.record.Notice;
import dev.aviary.monitor.record.Outbox;
import dev.aviary.monitor.testing.Mailbox;
import dev.aviary.monitor.testing.MailingMonitor;
import dev.aviary.monitor.testing.Receiver;
import dev.aviary.monitor.testing.Receiver.Reply;
import io.lettuce.core.XAddArgs;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Listeners over real sockets, on a real Redis, beside a real mail server. */
final class ListenersIT {
  private static final String TOKEN = "a-token-of-the-tests";
  private static final Pattern SECRET = Pattern.compile("\"secret\":\"whsec_([^\"]+)\"");
  private static final Pattern ID = Pattern.compile("\"subject\":\"([^\"]+)\"");

  private final RealRedis redis = RealRedis.start();
  private final Mailbox mailbox = new Mailbox();
  private final Receiver one = new Receiver();
  private final Receiver other = new Receiver();
  private final CountDownLatch latch = new CountDownLatch(1);
  private final List<String> listeners = new ArrayList<>();
  private @Nullable EmbeddedServer monitor;

  @AfterEach
  void close() {
    latch.countDown();
    stop();
    one.close();
    other.close();
    mailbox.close();
    redis.close();
  }

  @Test
  void aWebhookCanBeVerifiedWithWhatTheOwnerIsShown() {
    start("own:webhook:" + one.url() + "/hook?of=aviary");
    opened("aaaaaaaaaaaa-1");

    until("it is told", () -> one.taken().size() == 1);
    Receiver.Taken taken = one.taken().getFirst();
    assertEquals("/hook?of=aviary", taken.path());
    assertEquals("application/json", taken.headers().get("content-type"));
    Matcher secret = SECRET.matcher(get("/listeners", TOKEN).body());
    assertTrue(secret.find());
    String id = taken.headers().getOrDefault(MessageSignature.ID, "");
    long at = Long.parseLong(taken.headers().getOrDefault(MessageSignature.TIMESTAMP, "0"));
    assertTrue(Math.abs(at - Instant.now().getEpochSecond()) < 60, at + "");
    assertEquals(
        taken.headers().get(MessageSignature.SIGNATURE),
        new MessageSignature(Base64.getDecoder().decode(secret.group(1)))
            .of(id, Instant.ofEpochSecond(at), taken.body()));
    assertTrue(taken.body().contains("\"id\":\"" + id + "\""), taken.body());
    assertTrue(taken.body().startsWith("{\"version\":1,"), taken.body());
    assertTrue(taken.body().contains("\"type\":\"alert-opened\""), taken.body());
    assertTrue(taken.body().contains("\"alert\":{\"id\":\"aaaaaaaaaaaa-1\""), taken.body());
    assertTrue(taken.body().contains("\"measure\":\"reported\""), taken.body());
    assertTrue(taken.body().contains("bird: stable-1 is hot, CPU at 90 %"), taken.body());
  }

  @Test
  void oneThatFailsForAWhileGetsAllOfItInOrderAndTheOthersDoNotWait() {
    var failures = new AtomicInteger(2);
    one.answering(
        each -> failures.getAndDecrement() > 0 ? Reply.of(503, "not now") : Reply.of(200));
    start("own:webhook:" + one.url(), "team:slack:" + other.url());
    opened("aaaaaaaaaaaa-1");
    opened("bbbbbbbbbbbb-1");
    told("alert-closed", "bird", "aaaaaaaaaaaa-1");

    until("the other has all", () -> other.taken().size() == 3);
    until("and so has the one", () -> one.taken().size() == 5);
    assertEquals(
        List.of(
            "aaaaaaaaaaaa-1",
            "aaaaaaaaaaaa-1",
            "aaaaaaaaaaaa-1",
            "bbbbbbbbbbbb-1",
            "aaaaaaaaaaaa-1"),
        subjects(one));
    assertTrue(one.taken().getLast().body().contains("\"type\":\"alert-closed\""));
    assertEquals(
        1,
        one.taken().stream()
            .limit(3)
            .map(each -> each.headers().get(MessageSignature.ID))
            .distinct()
            .count());
    until("nothing waits", () -> pending("own") == 0 && pending("team") == 0);
  }

  @Test
  void aMonitorThatIsRestartedGoesOnWhereTheOtherEndedAndRepeatsNothing() {
    one.answering(each -> each.body().contains("bbbbbbbbbbbb-1") ? Reply.of(503) : Reply.of(200));
    start("own:webhook:" + one.url());
    opened("aaaaaaaaaaaa-1");
    opened("bbbbbbbbbbbb-1");
    opened("cccccccccccc-1");
    until("the second one fails", () -> one.taken().size() >= 2);
    stop();
    int before = one.taken().size();
    one.answering(Reply.of(200));
    start();

    until("the rest comes", () -> one.taken().size() == before + 2);
    assertEquals(
        List.of("bbbbbbbbbbbb-1", "cccccccccccc-1"), subjects(one).subList(before, before + 2));
    assertEquals(1, subjects(one).stream().filter("aaaaaaaaaaaa-1"::equals).count());
    until("nothing waits", () -> pending("own") == 0);
  }

  @Test
  void oneThatIsAddedLaterIsNotToldThePastAndOneThatComesBackNeither() {
    start("own:webhook:" + one.url());
    opened("aaaaaaaaaaaa-1");
    until("it is told", () -> one.taken().size() == 1);
    stop();
    start("team:webhook:" + other.url());
    opened("bbbbbbbbbbbb-1");
    until("the new one is told", () -> other.taken().size() == 1);
    until("the old one too", () -> one.taken().size() == 2);
    assertEquals(List.of("bbbbbbbbbbbb-1"), subjects(other));
    stop();
    listeners.removeFirst();
    start();
    until("the former one is forgotten", () -> groups().equals(List.of("listener-team")));
    opened("cccccccccccc-1");
    until("the other is told", () -> other.taken().size() == 2);
    stop();
    start("own:webhook:" + one.url());
    opened("dddddddddddd-1");
    until("it is told again", () -> one.taken().size() == 3);
    assertEquals("dddddddddddd-1", subjects(one).getLast());
  }

  @Test
  void oneThatRefusesForGoodIsToldOnceAndHoldsUpNeitherOthersNorMail() {
    one.answering(Reply.of(404, "no_service\r\nof that name"));
    start("gone:slack:" + one.url() + "/secret-path", "team:discord:" + other.url());
    opened("aaaaaaaaaaaa-1");
    opened("bbbbbbbbbbbb-1");

    until("the other has both and the event", () -> other.taken().size() == 3);
    until("each was tried once", () -> one.taken().size() == 2);
    until("nothing waits", () -> pending("gone") == 0);
    until("the owner has the mails and is told", () -> mailbox.mails().size() == 3);
    List<Event> events = events(ActionNeeded.LISTENER_REFUSED);
    assertEquals(1, events.size());
    assertEquals("gone", events.getFirst().subject());
    String why = String.valueOf(events.getFirst().why());
    assertTrue(why.contains("404 no_service of that name"), why);
    String health = get("/health", null).body();
    assertTrue(health.contains("\"refusedSince\""), health);
    assertTrue(health.contains("404 no_service of that name"), health);
    assertFalse(health.contains("secret-path"), health);
    one.answering(Reply.of(200));
    opened("cccccccccccc-1");
    until("it takes again", () -> one.taken().size() == 3);
    until("health is well", () -> !get("/health", null).body().contains("refusedSince"));
  }

  @Test
  void aMessageThatFailedForADayIsGivenUpSoThatTheNextOnesCome() {
    one.answering(each -> each.body().contains("old-one") ? Reply.of(500) : Reply.of(200));
    start("own:webhook:" + one.url());
    Instant then = Instant.now().minus(Recipient.GIVEN_UP).minusSeconds(1);
    String old = bean(Wire.class).write(event("canary-withdrawn", "bird", "old-one"));
    bean(RedisLink.class)
        .commands()
        .xadd(
            Keys.EVENTS,
            XAddArgs.Builder.minId("0").id(then.toEpochMilli() + "-0"),
            Map.of("event", old));
    opened("aaaaaaaaaaaa-1");

    until("the next one comes", () -> subjects(one).contains("aaaaaaaaaaaa-1"));
    assertEquals(List.of("old-one", "aaaaaaaaaaaa-1"), subjects(one));
    Event event = events(Recipient.DROPPED).getFirst();
    assertEquals("own", event.subject());
    assertTrue(String.valueOf(event.why()).contains("500"), event.why());
  }

  @Test
  void thatRedisRefusesWritesIsToldAtOnceAndWhenItIsOver() {
    start("own:webhook:" + one.url());
    var admin = bean(RedisLink.class).commands();
    admin.configSet("maxmemory", "1");
    until("it is told", () -> one.taken().size() == 1);
    String told = one.taken().getFirst().body();
    assertTrue(told.contains("\"type\":\"redis-refuses-writes\""), told);
    assertTrue(told.contains("raise its maxmemory"), told);
    admin.configSet("maxmemory", "0");
    until("its end is told", () -> one.taken().size() == 2);
    assertTrue(one.taken().getLast().body().contains("\"type\":\"redis-refused-writes\""));
  }

  @Test
  void aRedirectIsRefusedAndNotFollowed() {
    one.answering(Reply.of(307).with("Location", other.url()));
    start("own:webhook:" + one.url());
    opened("aaaaaaaaaaaa-1");
    until("it is told", () -> events(ActionNeeded.LISTENER_REFUSED).size() == 1);
    assertEquals(0, other.taken().size());
  }

  @Test
  void anAnswerWithoutEndIsTakenByItsStatusAndNoMoreOfItIsRead() {
    one.answering(Reply.of(200, "x".repeat(10_000)).withoutEnd());
    start("own:webhook:" + one.url());
    opened("aaaaaaaaaaaa-1");
    opened("bbbbbbbbbbbb-1");
    until("both are told", () -> one.taken().size() == 2);
    until("nothing waits", () -> pending("own") == 0);
  }

  @Test
  void oneThatDoesNotAnswerIsLeftAfterSomeSecondsAndTriedAgain() {
    one.answering(each -> {
      await();
      return Reply.of(200);
    });
    start("own:webhook:" + one.url(), "team:mattermost:" + other.url());
    opened("aaaaaaaaaaaa-1");
    until("the other is told", () -> other.taken().size() == 1);
    until("it is tried again", () -> one.taken().size() == 2);
    assertTrue(get("/health", null).body().contains("no whole answer within 10 s"));
    latch.countDown();
    until("nothing waits", () -> pending("own") == 0);
  }

  @Test
  void whatWasNeverWantedIsNotToldAndAMessageToTryOneIsToldAtOnce() {
    start("own:webhook:" + one.url());
    told("alert-joined", "bird", "aaaaaaaaaaaa-1");
    told("deployment-failed", "bird", "d-1");
    assertEquals(401, post("/listeners/own/test", null).statusCode());
    assertEquals(401, get("/listeners", null).statusCode());
    assertEquals(404, post("/listeners/nobody/test", TOKEN).statusCode());
    assertEquals(204, post("/listeners/own/test", TOKEN).statusCode());
    assertTrue(one.taken().getLast().body().contains("\"type\":\"listener-test\""));
    one.answering(Reply.of(500, "broken"));
    HttpResponse<String> refused = post("/listeners/own/test", TOKEN);
    assertEquals(502, refused.statusCode());
    assertTrue(refused.body().contains("500 broken"), refused.body());
    one.answering(Reply.of(200));
    opened("bbbbbbbbbbbb-1");
    until("it is told", () -> one.taken().size() == 3);
    assertEquals("bbbbbbbbbbbb-1", subjects(one).getFirst());
  }

  private void start(String... more) {
    listeners.addAll(List.of(more));
    var settings = MailingMonitor.settings(redis, TOKEN, mailbox.port(), Mailbox.OWNER);
    settings.put("aviary.monitor.secret", "0123456789abcdef".repeat(4));
    settings.put("aviary.listeners.list", String.join(" ", listeners));
    monitor = ApplicationContext.run(EmbeddedServer.class, settings);
    until("all read the timeline", () -> groups().size() >= listeners.size() && mails() == 2);
  }

  private void stop() {
    if (monitor != null) {
      monitor.close();
      monitor = null;
    }
  }

  /** As the monitor does: record, mail and event are one step. */
  private void opened(String id) {
    Alert alert = Alerts.about(id, "bird-1");
    var alerts = bean(AlertStore.class);
    var write = alerts.open(bean(Writes.class).begin(), alerts.asRecorded(alert));
    bean(Outbox.class).add(write, new Notice(id, Notice.Kind.OPENED));
    bean(EventLog.class).append(write, event("alert-opened", "bird", id)).run();
    bean(Postman.class).wake();
  }

  private void told(String what, String app, String subject) {
    bean(EventLog.class).append(event(what, app, subject));
  }

  private static Event event(String what, String app, String subject) {
    return new Event(Instant.now(), "monitor", what, app, subject, "why");
  }

  private List<Event> events(String what) {
    return bean(EventLog.class).newest(100).stream()
        .filter(each -> each.what().equals(what))
        .toList();
  }

  private static List<String> subjects(Receiver receiver) {
    return receiver.taken().stream()
        .map(each -> ID.matcher(each.body()))
        .filter(Matcher::find)
        .map(found -> found.group(1))
        .toList();
  }

  private List<String> groups() {
    return allGroups().stream().filter(each -> each.startsWith(Recipients.GROUP)).toList();
  }

  private long mails() {
    return allGroups().stream().filter(each -> each.startsWith("mail")).count();
  }

  private List<String> allGroups() {
    var commands = bean(RedisLink.class).commands();
    return commands.exists(Keys.EVENTS) == 0
        ? List.of()
        : commands.xinfoGroups(Keys.EVENTS).stream()
            .map(each -> String.valueOf(((List<?>) each).get(1)))
            .toList();
  }

  private long pending(String listener) {
    return bean(RedisLink.class)
        .commands()
        .xpending(Keys.EVENTS, Recipients.GROUP + listener)
        .getCount();
  }

  private void await() {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpResponse<String> get(String path, @Nullable String token) {
    return send(request(path, token));
  }

  private HttpResponse<String> post(String path, @Nullable String token) {
    return send(request(path, token).POST(BodyPublishers.noBody()));
  }

  private HttpRequest.Builder request(String path, @Nullable String token) {
    var request = HttpRequest.newBuilder(URI.create(running().getURI() + path));
    return token == null ? request : request.header("Authorization", "Bearer " + token);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try (var http = HttpClient.newHttpClient()) {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private <T> T bean(Class<T> type) {
    return running().getApplicationContext().getBean(type);
  }

  private EmbeddedServer running() {
    if (monitor == null) {
      throw new AssertionError("the monitor does not run");
    }
    return monitor;
  }
}
