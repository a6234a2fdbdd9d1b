package dev.aviary.monitor.notify;

import static dev.aviary.monitor.testing.Eventually.until;

import dev.aviary.contract.event.Event;
import dev.aviary.contract.event.EventLog;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.redis.Writes;
import dev.aviary.contract.testing.RealRedis;
import dev.aviary.monitor.mail.Alerts;
import dev.aviary.monitor.mail.MailSender;
import dev.aviary.monitor.record.Alert;
import dev.aviary.monitor.record.AlertNotice;
import dev.aviary.monitor.record.AlertStore;
import dev.aviary.monitor.record.Outbox;
import dev.aviary.monitor.testing.Mailbox;
import dev.aviary.monitor.testing.MailingMonitor;
import dev.aviary.monitor.testing.Receiver;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** What the tests of listeners share. */
abstract class ListenerCase {
  static final String TOKEN = "a-token-of-the-tests";
  static final Pattern ID = Pattern.compile("\"subject\":\"([^\"]+)\"");
  final RealRedis redis = RealRedis.start();
  final Mailbox mailbox = new Mailbox();
  final Receiver one = new Receiver();
  final Receiver other = new Receiver();
  final CountDownLatch latch = new CountDownLatch(1);
  final List<String> listeners = new ArrayList<>();
  @Nullable EmbeddedServer monitor;

  @AfterEach
  void close() {
    latch.countDown();
    stop();
    one.close();
    other.close();
    mailbox.close();
    redis.close();
  }

  void start(String... more) {
    listeners.addAll(List.of(more));
    var settings = MailingMonitor.settings(redis, TOKEN, mailbox.port(), Mailbox.OWNER);
    settings.put("aviary.monitor.secret", "0123456789abcdef".repeat(4));
    settings.put("aviary.listeners.list", String.join(" ", listeners));
    monitor = ApplicationContext.run(EmbeddedServer.class, settings);
    until("all read the timeline", () -> groups().size() >= listeners.size() && mails() == 2);
  }

  void stop() {
    if (monitor != null) {
      monitor.close();
      monitor = null;
    }
  }

  /** As the monitor does: record, mail and event are one step. */
  void opened(String id) {
    Alert alert = Alerts.about(id, "bird-1");
    var alerts = bean(AlertStore.class);
    var write = alerts.open(bean(Writes.class).begin(), alerts.asRecorded(alert));
    bean(Outbox.class).add(write, new AlertNotice(id, AlertNotice.Kind.OPENED));
    bean(EventLog.class).append(write, event("alert-opened", "bird", id)).run();
    bean(MailSender.class).wake();
  }

  void told(String what, String app, String subject) {
    bean(EventLog.class).append(event(what, app, subject));
  }

  static Event event(String what, String app, String subject) {
    return new Event(Instant.now(), "monitor", what, app, subject, "why");
  }

  static List<String> subjects(Receiver receiver) {
    return receiver.taken().stream()
        .map(each -> ID.matcher(each.body()))
        .filter(Matcher::find)
        .map(found -> found.group(1))
        .toList();
  }

  List<String> groups() {
    return allGroups().stream().filter(each -> each.startsWith(Recipients.GROUP)).toList();
  }

  long mails() {
    return allGroups().stream().filter(each -> each.startsWith("mail")).count();
  }

  List<String> allGroups() {
    var commands = bean(RedisLink.class).commands();
    return commands.exists(Keys.EVENTS) == 0
        ? List.of()
        : commands.xinfoGroups(Keys.EVENTS).stream()
            .map(each -> String.valueOf(((List<?>) each).get(1)))
            .toList();
  }

  long pending(String listener) {
    return bean(RedisLink.class)
        .commands()
        .xpending(Keys.EVENTS, Recipients.GROUP + listener)
        .getCount();
  }

  HttpResponse<String> get(String path, @Nullable String token) {
    return send(request(path, token));
  }

  HttpRequest.Builder request(String path, @Nullable String token) {
    var request = HttpRequest.newBuilder(URI.create(running().getURI() + path));
    return token == null ? request : request.header("Authorization", "Bearer " + token);
  }

  static HttpResponse<String> send(HttpRequest.Builder request) {
    try (var http = HttpClient.newHttpClient()) {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  <T> T bean(Class<T> type) {
    return running().getApplicationContext().getBean(type);
  }

  EmbeddedServer running() {
    if (monitor == null) {
      throw new AssertionError("the monitor does not run");
    }
    return monitor;
  }
}
