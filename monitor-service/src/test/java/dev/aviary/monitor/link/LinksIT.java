package dev.aviary.monitor.link;

import static dev.aviary.monitor.testing.Eventually.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.app.Slot;
import dev.aviary.contract.app.Track;
import dev.aviary.contract.event.ActionNeeded;
import dev.aviary.contract.event.Event;
import dev.aviary.contract.event.EventLog;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.redis.Writes;
import dev.aviary.monitor.mail.MailSender;
import dev.aviary.monitor.record.Alert;
import dev.aviary.monitor.record.AlertAction;
import dev.aviary.monitor.record.AlertNotice;
import dev.aviary.monitor.record.AlertStore;
import dev.aviary.monitor.record.Culprit;
import dev.aviary.monitor.record.Finding;
import dev.aviary.monitor.record.Metric;
import dev.aviary.monitor.record.Outbox;
import dev.aviary.monitor.testing.Receiver;
import dev.aviary.monitor.testing.Receiver.Reply;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Links from the mail to the builder: real mails, a real Redis, and a builder's admin port. */
final class LinksIT extends LinkCase {
  private static final String ALERT = "ab12cd34ef56-1";

  @Test
  void theMailOfAKeptCanaryHasLinksThatWithdrawAndKeep() {
    canary("bird-17");
    String mail = mailOfKept();
    assertTrue(mail.contains("Take the canary out:"), mail);
    assertTrue(mail.contains("Keep the canary:"), mail);
    assertFalse(mail.contains("Promote"), mail);
    assertTrue(mail.contains("curl -X POST"), mail);
    String token = token(mail, 0);

    HttpResponse<String> page = get(token);
    assertEquals(200, page.statusCode());
    assertTrue(page.body().contains("<button type=\"submit\">Take the canary out</button>"));
    assertFalse(page.body().contains("<script"));
    HttpResponse<String> done = post(token);
    assertEquals(200, done.statusCode(), done.body());
    assertEquals(1, builder.taken().size());
    Receiver.Taken asked = builder.taken().getFirst();
    assertEquals("/apps/bird/withdraw", asked.path());
    assertEquals("Bearer " + TOKEN, asked.headers().get("authorization"));
    assertEquals(64, asked.headers().getOrDefault("idempotency-key", "").length());
    assertTrue(asked.body().contains("\"deployment\":\"bird-17\""), asked.body());
    Event event = told("link-used").getFirst();
    assertEquals("link in mail", event.by());
    assertEquals("bird-17", event.subject());
    assertEquals("bird", event.app());

    assertTrue(get(token).body().contains("used already"));
    HttpResponse<String> again = post(token);
    assertEquals(410, again.statusCode());
    assertTrue(again.body().contains("the builder took it"), again.body());
    assertEquals(1, builder.taken().size());
  }

  @Test
  void theMailOfACanaryThatIsGoodHasALinkThatPromotesIt() {
    canary("bird-17");
    until(
        "the timeline is read",
        () ->
            bean(RedisLink.class).commands().exists(Keys.EVENTS) > 0
                && bean(RedisLink.class).commands().xinfoGroups(Keys.EVENTS).size() == 2);
    bean(EventLog.class)
        .append(
            new Event(
                Instant.now(), "builder", ActionNeeded.CANARY_READY, "bird", "bird-17", "good"));
    bean(MailSender.class).wake();
    until("it is mailed", () -> mailbox.mails().size() == 1);
    String mail = mailbox.mails().getFirst().text();
    assertTrue(mail.contains("Promote the canary:"), mail);
    assertEquals(200, post(token(mail, 0)).statusCode());
    assertEquals("/apps/bird/promote", builder.taken().getFirst().path());
  }

  @Test
  void toKeepSaysOnTheTimelineThatTheOwnerLooked() {
    canary("bird-17");
    String token = token(mailOfKept(), 1);
    assertEquals(200, post(token).statusCode());
    Event event = told("canary-kept").getFirst();
    assertEquals("link in mail", event.by());
    assertTrue(String.valueOf(event.why()).contains("the owner looked"), event.why());
    assertEquals(0, builder.taken().size());
    assertEquals(410, post(token).statusCode());
    assertEquals(1, told("canary-kept").size());
  }

  @Test
  void scannersThatFollowALinkChangeNothing() {
    canary("bird-17");
    String token = token(LinkAction.WITHDRAW);
    for (String method : List.of("GET", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH")) {
      for (String purpose : List.of("prefetch", "prefetch;prerender", "")) {
        send(
            request("/links/" + token)
                .header("Sec-Purpose", purpose)
                .header("X-Forwarded-For", method)
                .method(method, BodyPublishers.noBody()));
      }
    }
    assertEquals(200, head(token).statusCode());
    assertEquals("", head(token).body());
    assertEquals(405, send(request("/links/" + token).POST(BodyPublishers.noBody())).statusCode());
    assertEquals(0, builder.taken().size());
    assertEquals(0, told("link-used").size());
    assertEquals(0L, bean(RedisLink.class).commands().exists(Keys.link(link(token).hash())));
    assertEquals(200, get(token).statusCode());
  }

  @Test
  void thePageIsNeitherFramedNorKeptNorTalkative() {
    canary("bird-17");
    var headers = get(token(LinkAction.WITHDRAW)).headers();
    String policy = headers.firstValue("Content-Security-Policy").orElse("");
    assertTrue(policy.startsWith("default-src 'none'; style-src 'sha256-"), policy);
    assertTrue(policy.contains("frame-ancestors 'none'"), policy);
    assertTrue(policy.contains("form-action 'self'"), policy);
    assertEquals("no-referrer", headers.firstValue("Referrer-Policy").orElse(""));
    assertEquals("no-store", headers.firstValue("Cache-Control").orElse(""));
    assertEquals("noindex, nofollow", headers.firstValue("X-Robots-Tag").orElse(""));
    assertEquals("text/html; charset=utf-8", headers.firstValue("Content-Type").orElse(""));
  }

  @Test
  void ofManyWhoPressAtOnceOneDoesItAndAllSeeWhatHappened() {
    canary("bird-17");
    var open = new CountDownLatch(1);
    builder.answering(each -> {
      await(open);
      return ACCEPTED;
    });
    String token = token(LinkAction.PROMOTE);
    var all =
        Stream.generate(
                () -> CompletableFuture.supplyAsync(() -> post(token), Thread::startVirtualThread))
            .limit(8)
            .toList();
    until("the builder is asked", () -> builder.taken().size() == 1);
    open.countDown();
    List<Integer> statuses = all.stream().map(each -> each.join().statusCode()).sorted().toList();
    assertEquals(1, statuses.stream().filter(each -> each == 200).count(), statuses.toString());
    assertEquals(7, statuses.stream().filter(each -> each == 410).count(), statuses.toString());
    assertEquals(1, builder.taken().size());
    assertEquals(1, told("link-used").size());
  }

  @Test
  void aBuilderThatIsAwayLeavesTheLinkUsableUnderTheSameKey() {
    canary("bird-17");
    builder.answering(Reply.of(503, "not now"));
    String token = token(LinkAction.WITHDRAW);
    HttpResponse<String> away = post(token);
    assertEquals(503, away.statusCode());
    assertTrue(away.body().contains("stays usable"), away.body());
    assertEquals(0, told("link-used").size());
    builder.answering(ACCEPTED);
    assertEquals(200, post(token).statusCode());
    assertEquals(
        1,
        builder.taken().stream()
            .map(each -> each.headers().get("idempotency-key"))
            .distinct()
            .count());
  }

  @Test
  void aRestartForgetsNoUse() {
    canary("bird-17");
    String token = token(LinkAction.WITHDRAW);
    assertEquals(200, post(token).statusCode());
    stop();
    startMonitor();
    assertEquals(410, post(token).statusCode());
    assertEquals(1, builder.taken().size());
  }

  private String mailOfKept() {
    var culprit =
        new Culprit(
            "ab12cd34ef56".repeat(5) + "0000",
            "aviary-bird-canary",
            "bird",
            Slot.CANARY,
            Track.CANARY,
            "bird-1",
            "0".repeat(40),
            "canary",
            "bird-17");
    var finding = new Finding(Metric.CPU, 50, 90, 8, 99, List.of(90.0), List.of());
    var alert = new Alert(ALERT, culprit, AlertAction.KEPT, Instant.now(), List.of(finding), null);
    var alerts = bean(AlertStore.class);
    var write = alerts.open(bean(Writes.class).begin(), alerts.asRecorded(alert));
    bean(Outbox.class).add(write, new AlertNotice(ALERT, AlertNotice.Kind.OPENED)).run();
    bean(MailSender.class).wake();
    until("it is mailed", () -> mailbox.mails().size() == 1);
    return mailbox.mails().getFirst().text();
  }

  private List<Event> told(String what) {
    return bean(EventLog.class).newest(100).stream()
        .filter(each -> each.what().equals(what))
        .toList();
  }

  private HttpResponse<String> head(String token) {
    return send(request("/links/" + token).HEAD());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
