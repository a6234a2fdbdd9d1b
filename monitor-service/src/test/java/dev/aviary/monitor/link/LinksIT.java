package dev.aviary.monitor.link;

import static dev.aviary.monitor.testing.Eventually.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.BuildOptions;
import dev.aviary.contract.app.Release;
import dev.aviary.contract.app.RunOptions;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.app.SpecStore;
import dev.aviary.contract.app.Track;
import dev.aviary.contract.event.ActionNeeded;
import dev.aviary.contract.event.Event;
import dev.aviary.contract.event.EventLog;
import dev.aviary.contract.judgement.CanaryVerdict;
import dev.aviary.contract.judgement.Judgement;
import dev.aviary.contract.judgement.JudgementStore;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.redis.Writes;
import dev.aviary.contract.rollout.Placement;
import dev.aviary.contract.rollout.Rollout;
import dev.aviary.contract.testing.RealRedis;
import dev.aviary.monitor.mail.Postman;
import dev.aviary.monitor.record.Alert;
import dev.aviary.monitor.record.AlertStore;
import dev.aviary.monitor.record.Culprit;
import dev.aviary.monitor.record.Finding;
import dev.aviary.monitor.record.Measure;
import dev.aviary.monitor.record.Metric;
import dev.aviary.monitor.record.Notice;
import dev.aviary.monitor.record.Outbox;
import dev.aviary.monitor.testing.Mailbox;
import dev.aviary.monitor.testing.MailingMonitor;
import dev.aviary.monitor.testing.Receiver;
import dev.aviary.monitor.testing.Receiver.Reply;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Links from the mail to the builder: real mails, a real Redis, and a builder's admin port. */
final class LinksIT {
  private static final String TOKEN = "a-token-of-the-tests";
  private static final String ADDRESS = "https://aviary.example.org/monitor";
  private static final Pattern LINK = Pattern.compile(Pattern.quote(ADDRESS) + "/links/(\\S+)");
  private static final String ALERT = "ab12cd34ef56-1";
  private static final Reply ACCEPTED =
      Reply.of(202, "{}").with("Content-Type", "application/json");

  private final RealRedis redis = RealRedis.start();
  private final Mailbox mailbox = new Mailbox();
  private final Receiver builder = new Receiver().answering(ACCEPTED);
  private final HttpClient http = HttpClient.newHttpClient();
  private @Nullable EmbeddedServer monitor;

  @BeforeEach
  void start() {
    startMonitor();
  }

  @AfterEach
  void close() {
    stop();
    http.shutdownNow();
    builder.close();
    mailbox.close();
    redis.close();
  }

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
    bean(Postman.class).wake();
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
  void whatTheBuilderRefusesIsSaidInItsWordsAndMayBeTriedAgain() {
    canary("bird-17");
    builder.answering(
        Reply.of(
                409,
                "{\"type\":\"about:blank\",\"title\":\"Conflict\",\"status\":409,"
                    + "\"detail\":\"a build of <bird> is under way\"}")
            .with("Content-Type", "application/problem+json"));
    String token = token(LinkAction.WITHDRAW);
    HttpResponse<String> refused = post(token);
    assertEquals(409, refused.statusCode());
    assertTrue(refused.body().contains("a build of &lt;bird&gt; is under way"), refused.body());
    builder.answering(ACCEPTED);
    assertEquals(200, post(token).statusCode());
  }

  @Test
  void aLinkOfOneCanaryTouchesNoOther() {
    canary("bird-18");
    String token = token(LinkAction.WITHDRAW);
    assertEquals(409, get(token).statusCode());
    HttpResponse<String> refused = post(token);
    assertEquals(409, refused.statusCode());
    assertTrue(refused.body().contains("bird-17 is not the canary of bird any more"));
    assertEquals(0, builder.taken().size());
  }

  @Test
  void aCanaryWhoseVisitorsFareWorseIsNotPromotedByALink() {
    canary("bird-17");
    bean(JudgementStore.class)
        .put(
            new Judgement(
                "bird",
                "bird-17",
                "bird-1",
                Instant.now(),
                CanaryVerdict.BAD,
                List.of("20 % of its answers are errors"),
                null,
                100));
    assertEquals(409, post(token(LinkAction.PROMOTE)).statusCode());
    assertEquals(0, builder.taken().size());
    HttpResponse<String> page = get(token(LinkAction.WITHDRAW));
    assertTrue(page.body().contains("20 % of its answers are errors"), page.body());
  }

  @Test
  void anAppThatIsGoneAnExpiredLinkAndAForgedOneAreToldApart() {
    assertEquals(410, get(token(LinkAction.WITHDRAW)).statusCode());
    assertTrue(post(token(LinkAction.WITHDRAW)).body().contains("no app named bird"));
    canary("bird-17");
    String expired =
        write(new Link(LinkAction.WITHDRAW, "bird", "bird-17", "m", Instant.now().minusSeconds(1)));
    assertEquals(410, post(expired).statusCode());
    assertTrue(get(expired).body().contains("has expired"));
    String good = token(LinkAction.WITHDRAW);
    char last = good.charAt(good.length() - 1);
    for (String forged :
        List.of(
            good.substring(0, good.length() - 1) + (last == 'A' ? 'E' : 'A'),
            good.substring(1),
            good.substring(0, good.indexOf('.')),
            token(LinkAction.KEEP).split("\\.", 2)[0] + "." + good.split("\\.", 2)[1],
            "x".repeat(5000),
            ".",
            "%00")) {
      assertEquals(404, post(forged).statusCode(), forged);
    }
    assertEquals(404, get(good.substring(0, 30)).statusCode());
    assertEquals(
        404,
        send(request("/links")
                .POST(BodyPublishers.ofString("a=b"))
                .header("Content-Type", "application/x-www-form-urlencoded"))
            .statusCode());
    assertEquals(0, builder.taken().size());
  }

  @Test
  void aBodyOfTwoMegabytesIsRefusedAndTheLinkStays() {
    canary("bird-17");
    String token = token(LinkAction.WITHDRAW);
    var large =
        request("/links")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("x=" + "y".repeat(2 << 20) + "&token=" + token));
    assertEquals(413, send(large).statusCode());
    assertEquals(0, builder.taken().size());
    assertEquals(200, post(token).statusCode());
  }

  @Test
  void anAddressThatAsksTooOftenWaitsAndOthersDoNot() {
    canary("bird-17");
    String token = token(LinkAction.WITHDRAW);
    var statuses = new ArrayList<Integer>();
    for (int i = 0; i < 60; i++) {
      statuses.add(
          send(request("/links/" + token).header("X-Forwarded-For", "1.2.3.4, 203.0.113.7"))
              .statusCode());
    }
    assertTrue(statuses.contains(429), statuses.toString());
    assertEquals(
        200,
        send(request("/links/" + token).header("X-Forwarded-For", "1.2.3.4, 203.0.113.8"))
            .statusCode());
  }

  @Test
  void whileRedisIsAwayThePageSaysSo() {
    canary("bird-17");
    String token = token(LinkAction.WITHDRAW);
    redis.stop();
    HttpResponse<String> page = post(token);
    assertEquals(503, page.statusCode());
    assertTrue(page.body().contains("Redis does not answer"), page.body());
    redis.startAgain();
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

  private void startMonitor() {
    var settings = MailingMonitor.settings(redis, TOKEN, mailbox.port(), Mailbox.OWNER);
    settings.put("micronaut.http.services.builder.url", builder.url());
    settings.put("aviary.monitor.secret", "0123456789abcdef".repeat(4));
    settings.put("aviary.link.address", ADDRESS + "/");
    monitor = ApplicationContext.run(EmbeddedServer.class, settings);
  }

  private void stop() {
    if (monitor != null) {
      monitor.close();
      monitor = null;
    }
  }

  private void canary(String deployment) {
    bean(SpecStore.class)
        .save(
            new AppSpec(
                "bird",
                0,
                "file:///srv/git/bird",
                null,
                "main",
                null,
                List.of(),
                BuildOptions.DEFAULT,
                RunOptions.DEFAULT));
    var release = new Release("bird-1", "bird", "canary", "0".repeat(40), "image", null);
    var rollout = new Rollout.Trying(null, new Placement(release, deployment), true, null, null);
    bean(RedisLink.class).commands().set(Keys.rollout("bird"), bean(Wire.class).write(rollout));
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
    var alert = new Alert(ALERT, culprit, Measure.KEPT, Instant.now(), List.of(finding), null);
    var alerts = bean(AlertStore.class);
    var write = alerts.open(bean(Writes.class).begin(), alerts.asRecorded(alert));
    bean(Outbox.class).add(write, new Notice(ALERT, Notice.Kind.OPENED)).run();
    bean(Postman.class).wake();
    until("it is mailed", () -> mailbox.mails().size() == 1);
    return mailbox.mails().getFirst().text();
  }

  private static String token(String mail, int n) {
    Matcher links = LINK.matcher(mail);
    List<String> tokens = links.results().map(each -> each.group(1)).toList();
    assertTrue(tokens.size() > n, mail);
    return tokens.get(n);
  }

  private String token(LinkAction action) {
    return write(new Link(action, "bird", "bird-17", "m", Instant.now().plusSeconds(600)));
  }

  private String write(Link link) {
    return bean(LinkTokens.class).write(link);
  }

  private Link link(String token) {
    return bean(LinkTokens.class).read(token).orElseThrow();
  }

  private List<Event> told(String what) {
    return bean(EventLog.class).newest(100).stream()
        .filter(each -> each.what().equals(what))
        .toList();
  }

  private HttpResponse<String> get(String token) {
    return send(request("/links/" + token));
  }

  private HttpResponse<String> head(String token) {
    return send(request("/links/" + token).HEAD());
  }

  private HttpResponse<String> post(String token) {
    String form = "token=" + URLEncoder.encode(token, StandardCharsets.UTF_8);
    return send(
        request("/links")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form)));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(running().getURI() + path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
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
