package dev.aviary.monitor.notify;

import static dev.aviary.monitor.testing.Eventually.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.redis.RedisLink;
import dev.aviary.monitor.testing.Receiver;
import dev.aviary.monitor.testing.Receiver.Reply;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Listeners over real sockets, on a real Redis, beside a real mail server. */
final class ListenersIT extends ListenerCase {
  private static final Pattern SECRET = Pattern.compile("\"secret\":\"whsec_([^\"]+)\"");

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

  private HttpResponse<String> post(String path, @Nullable String token) {
    return send(request(path, token).POST(BodyPublishers.noBody()));
  }
}
