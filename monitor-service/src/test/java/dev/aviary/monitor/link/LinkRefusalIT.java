package dev.aviary.monitor.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.judgement.CanaryVerdict;
import dev.aviary.contract.judgement.Judgement;
import dev.aviary.contract.judgement.JudgementStore;
import dev.aviary.monitor.testing.Receiver.Reply;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a link does not do, and what its page says then. */
final class LinkRefusalIT extends LinkCase {
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
    assertTrue(refused.body().contains("bird-17 is no longer the canary of bird"));
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
}
