package dev.aviary.monitor.alert;

import static dev.aviary.monitor.testing.Eventually.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.app.Slot;
import dev.aviary.contract.event.EventLog;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.redis.Writes;
import dev.aviary.contract.testing.RealRedis;
import dev.aviary.monitor.alert.Episode.RecordState;
import dev.aviary.monitor.lease.JudgeLease;
import dev.aviary.monitor.record.Alert;
import dev.aviary.monitor.record.AlertAction;
import dev.aviary.monitor.record.AlertClosing;
import dev.aviary.monitor.record.AlertStore;
import dev.aviary.monitor.record.AlertStore.Recorded;
import dev.aviary.monitor.record.Finding;
import dev.aviary.monitor.record.Metric;
import dev.aviary.monitor.record.Outbox;
import io.micronaut.context.ApplicationContext;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes on record when an answer of Redis is lost, and the same step is taken again. */
final class AlertRecorderIT {
  private static final Instant OPENED = Instant.parse("2026-03-01T14:03:12.345678Z");

  private final RealRedis redis = RealRedis.start();
  private final ApplicationContext context = context();
  private final AlertRecorder register = context.getBean(AlertRecorder.class);
  private final AlertStore alerts = context.getBean(AlertStore.class);
  private final Outbox outbox = context.getBean(Outbox.class);
  private final EventLog events = context.getBean(EventLog.class);

  /** Whatever is refused before this is not the judge's. */
  @BeforeEach
  void judge() {
    var judge = context.getBean(JudgeLease.class);
    var writes = context.getBean(Writes.class);
    until("this monitor judges", () -> judge.guard(writes.begin()).run().written());
  }

  @AfterEach
  void close() {
    context.close();
    redis.close();
  }

  @Test
  void anOpeningWhoseAnswerWasLostIsNotOpenedTwice() {
    register.settle(opened());
    Episode again = opened();
    register.settle(again);

    assertTrue(settled(again));
    assertEquals(1, outbox.waiting().size());
    assertEquals(1, events.newest(10).size());
  }

  @Test
  void aClosingWhoseAnswerWasLostIsNotMailedTwice() {
    Episode first = opened();
    register.settle(first);
    Recorded recorded = alerts.find(first.alert().id()).orElseThrow();
    register.settle(closed(first));
    Episode again = closed(Episode.resumed(recorded, 0));
    register.settle(again);

    assertInstanceOf(RecordState.Closed.class, again.state());
    assertEquals(2, outbox.waiting().size());
    assertEquals(2, events.newest(10).size());
  }

  @Test
  void anOpeningWhoseAnswerWasLostIsClosedOnceWhenItClosedInTheMeantime() {
    register.settle(opened());
    Episode again = closed(opened());
    register.settle(again);
    assertFalse(settled(again));
    register.settle(again);

    assertInstanceOf(RecordState.Closed.class, again.state());
    assertEquals(2, outbox.waiting().size());
    assertEquals(2, events.newest(10).size());
  }

  @Test
  void anEpisodeWhoseNumberIsTakenGetsTheNextOne() {
    register.settle(closed(opened()));
    Alert other = alert(OPENED.plusSeconds(60));
    Episode later = Episode.opened(other, Reasons.opened(other), 0);
    register.settle(later);
    register.settle(later);

    assertTrue(settled(later));
    assertEquals("ab12cd34ef56-2", later.alert().id());
    assertEquals(2, alerts.newest(10).size());
  }

  @Test
  void whatIsOpenIsRecalledAndWhatIsClosedIsNot() {
    register.settle(opened());
    assertEquals(1, register.recall().size());
    register.settle(closed(Episode.resumed(register.recall().getFirst(), 0)));
    assertEquals(List.of(), register.recall());
    assertEquals(2, register.next(Birds.in(Slot.CANARY).container()));
  }

  @Test
  void nothingOfAnAppThatWasRemovedMeanwhileIsWithdrawn() {
    Episode episode = opened();
    String app = episode.alert().culprit().app();
    var commands = context.getBean(RedisLink.class).commands();
    commands.hset(Keys.REMOVED, app, "1970-01-01T00:00:00Z");
    register.settle(episode);

    assertTrue(settled(episode));
    assertEquals(0, commands.exists(Keys.withdrawn(app)));
    assertEquals(1, alerts.newest(10).size());
    assertEquals(1, outbox.waiting().size());
  }

  private static boolean settled(Episode episode) {
    return episode.state() instanceof RecordState.Open
        || episode.state() instanceof RecordState.Closed;
  }

  private static Episode opened() {
    Alert alert = alert(OPENED);
    return Episode.opened(alert, Reasons.opened(alert), 0);
  }

  private static Episode closed(Episode episode) {
    var closing = new AlertClosing(OPENED.plusSeconds(9), 9, AlertClosing.Cause.CLEARED);
    episode.close(closing, Reasons.closed(episode.alert(), closing));
    return episode;
  }

  private static Alert alert(Instant openedAt) {
    var culprit = Birds.in(Slot.CANARY);
    var finding = new Finding(Metric.CPU, 50, 90, 8, 99, List.of(90.0), List.of());
    return new Alert(
        Alert.id(culprit, 1), culprit, AlertAction.WITHDRAWN, openedAt, List.of(finding), null);
  }

  private ApplicationContext context() {
    var settings = new HashMap<String, Object>(redis.settings());
    settings.put("aviary.admin.token", "a-token-of-the-tests");
    return ApplicationContext.run(settings);
  }
}
