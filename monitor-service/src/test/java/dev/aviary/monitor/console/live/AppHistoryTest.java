package dev.aviary.monitor.console.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.app.Slot;
import dev.aviary.contract.app.Track;
import dev.aviary.contract.telemetry.TrafficInterval;
import dev.aviary.monitor.sample.Sample;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is kept of an app. */
final class AppHistoryTest {
  /** The first second of a minute. */
  private static final long BEGIN = 60L * 28_000_000;

  private final AppHistory history = new AppHistory();

  @Test
  void theSlotsOfATrackAreAddedUpAndTheirTimesJoined() {
    history.take(interval(BEGIN, "stable-1", 10, 1, Map.of("10", 10L)));
    history.take(interval(BEGIN, "stable-2", 30, 2, Map.of("100", 30L)));
    TrackRing seconds = track(Track.STABLE).seconds();
    assertEquals(40, seconds.get(Column.REQUESTS, BEGIN));
    assertEquals(3, seconds.get(Column.ERRORS, BEGIN));
    double median = seconds.get(Column.P50, BEGIN);
    assertTrue(median > 80 && median <= 100, "p50 " + median);
    assertNull(history.of(Track.CANARY));
  }

  @Test
  void aMinuteIsTheMeanOfItsSeconds() {
    for (int i = 0; i < 60; i++) {
      history.take(interval(BEGIN + i, "canary", 6, 3, Map.of("10", 6L)));
    }
    history.take(interval(BEGIN + 60, "canary", 60, 0, Map.of("10", 60L)));
    TrackRing minutes = track(Track.CANARY).minutes();
    assertEquals(6, minutes.get(Column.REQUESTS, BEGIN / 60));
    assertEquals(3, minutes.get(Column.ERRORS, BEGIN / 60));
    assertEquals(1, minutes.get(Column.REQUESTS, BEGIN / 60 + 1));
  }

  @Test
  void aSlotIsToldOverItsLastFiveSeconds() {
    for (int i = 0; i < 10; i++) {
      history.take(interval(BEGIN + i, "canary", i, 0, Map.of()));
    }
    history.known(BEGIN + 8);
    assertEquals(4 + 5 + 6 + 7 + 8, history.now(Slot.CANARY).attempts());
    assertTrue(Double.isNaN(history.now(Slot.CANARY).quantile(0.5)));
    assertEquals(0, history.now(Slot.STABLE_1).attempts());
  }

  @Test
  void containersOfATrackAreToldByTheirMean() {
    history.take(Track.STABLE, sample(BEGIN, 10, 100));
    history.take(Track.STABLE, sample(BEGIN, 30, 300));
    TrackRing seconds = track(Track.STABLE).seconds();
    assertEquals(20, seconds.get(Column.CPU, BEGIN));
    assertEquals(200, seconds.get(Column.MEMORY, BEGIN));
    assertTrue(Double.isNaN(seconds.get(Column.REQUESTS, BEGIN)));
    assertTrue(Double.isNaN(seconds.get(Column.CPU, BEGIN + 1)));
  }

  @Test
  void aSecondFromBeforeTheRingIsGoneAndAnOldOneThatComesLateChangesNothing() {
    history.take(interval(BEGIN, "canary", 1, 0, Map.of()));
    history.take(interval(BEGIN + TrackHistory.SECONDS, "canary", 2, 0, Map.of()));
    TrackRing seconds = track(Track.CANARY).seconds();
    assertTrue(Double.isNaN(seconds.get(Column.REQUESTS, BEGIN)));
    history.take(interval(BEGIN, "canary", 7, 0, Map.of()));
    assertEquals(2, seconds.get(Column.REQUESTS, BEGIN + TrackHistory.SECONDS));
    assertTrue(Double.isNaN(seconds.get(Column.REQUESTS, BEGIN)));
  }

  @Test
  void onlyWhatWasReadIsKnown() {
    assertTrue(!history.knows(BEGIN));
    history.take(interval(BEGIN, "canary", 1, 0, Map.of()));
    history.known(BEGIN + 10);
    assertTrue(history.knows(BEGIN) && history.knows(BEGIN + 5) && history.knows(BEGIN + 10));
    assertTrue(!history.knows(BEGIN - 1) && !history.knows(BEGIN + 11));
  }

  @Test
  void aMinuteThatWasKeptIsTakenBackByAnotherHistory() {
    for (int i = 0; i < 60; i++) {
      history.take(interval(BEGIN + i, "canary", 6, 3, Map.of("10", 6L)));
    }
    history.take(Track.CANARY, sample(BEGIN, 12.345, 104_857_600));
    assertEquals(Optional.empty(), history.lastWholeMinute());
    history.known(BEGIN + 58);
    assertEquals(Optional.of(BEGIN / 60 - 1), history.lastWholeMinute());
    history.known(BEGIN + 59);
    assertEquals(Optional.of(BEGIN / 60), history.lastWholeMinute());
    assertEquals(Optional.empty(), history.minute(BEGIN / 60 - 1));
    KeptMinute kept = history.minute(BEGIN / 60).orElseThrow();
    var next = new AppHistory();
    next.restore(kept);
    assertEquals(kept, next.minute(BEGIN / 60).orElseThrow());
    TrackRing minutes = track(next, Track.CANARY).minutes();
    assertEquals(6, minutes.get(Column.REQUESTS, BEGIN / 60));
    assertEquals(3, minutes.get(Column.ERRORS, BEGIN / 60));
    assertEquals(12.35, minutes.get(Column.CPU, BEGIN / 60), 0.001);
    assertEquals(104_857_600, minutes.get(Column.MEMORY, BEGIN / 60));
    assertNull(next.of(Track.STABLE));
  }

  @Test
  void trafficThatIsReadAgainDoesNotChangeAMinuteThatWasKept() {
    long minute = BEGIN / 60;
    history.restore(new KeptMinute(minute, Map.of("canary", Map.of("requests", 6.0))));
    history.take(interval(BEGIN + 59, "canary", 6, 3, Map.of("10", 6L)));
    history.take(interval(BEGIN + 60, "canary", 60, 0, Map.of("10", 60L)));
    TrackRing minutes = track(Track.CANARY).minutes();
    assertEquals(6, minutes.get(Column.REQUESTS, minute));
    assertEquals(1, minutes.get(Column.REQUESTS, minute + 1));
    assertEquals(6, track(Track.CANARY).seconds().get(Column.REQUESTS, BEGIN + 59));
    history.known(BEGIN + 61);
    assertTrue(history.knows(BEGIN + 1), "nobody came in what is missing of it");
  }

  @Test
  void aTrackOrColumnOfALaterVersionIsPassedOver() {
    var columns = Map.of("requests", 6.0, "disk", 1.0);
    history.restore(new KeptMinute(BEGIN / 60, Map.of("canary", columns, "shadow", columns)));
    var told = new KeptMinute(BEGIN / 60, Map.of("canary", Map.of("requests", 6.0)));
    assertEquals(Optional.of(told), history.minute(BEGIN / 60));
  }

  @Test
  void aTrackHasAFixedSize() {
    TrackHistory one = new TrackHistory();
    assertEquals(900, one.seconds().length());
    assertEquals(1_440, one.minutes().length());
  }

  private TrackHistory track(Track track) {
    return track(history, track);
  }

  private static TrackHistory track(AppHistory history, Track track) {
    TrackHistory found = history.of(track);
    if (found == null) {
      throw new AssertionError("nothing is known of " + track);
    }
    return found;
  }

  private static TrafficInterval interval(
      long second, String slot, long attempts, long failed, Map<String, Long> millis) {
    return new TrafficInterval(
        "b-1",
        Instant.ofEpochSecond(second),
        slot,
        "bird-1",
        attempts,
        0,
        0,
        List.of(),
        attempts,
        failed,
        millis,
        0);
  }

  private static Sample sample(long second, double cpu, long memory) {
    return new Sample(Instant.ofEpochSecond(second), cpu, cpu, memory, 0, null, 0, 0, 0, 0, 1);
  }
}
