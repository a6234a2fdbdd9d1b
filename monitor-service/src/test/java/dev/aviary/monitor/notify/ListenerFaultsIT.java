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
import dev.aviary.monitor.testing.Receiver.Reply;
import io.lettuce.core.XAddArgs;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Listeners that fail, refuse or do not answer. */
final class ListenerFaultsIT extends ListenerCase {
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

  private List<Event> events(String what) {
    return bean(EventLog.class).newest(100).stream()
        .filter(each -> each.what().equals(what))
        .toList();
  }

  private void await() {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
