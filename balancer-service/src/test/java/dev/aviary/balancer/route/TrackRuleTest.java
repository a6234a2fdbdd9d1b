package dev.aviary.balancer.route;

import static dev.aviary.balancer.route.RouteScene.closed;
import static dev.aviary.balancer.route.RouteScene.headers;
import static dev.aviary.balancer.route.RouteScene.place;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.aviary.balancer.route.TrackRule.TrackChoice;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.app.Track;
import dev.aviary.contract.route.Stickiness;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What beats what: withdrawal, closed slots, manual choice, pins, the sequence. */
final class TrackRuleTest {
  private final RouteScene scene = new RouteScene();

  static Stream<Stickiness> everyStickiness() {
    return Stream.of(Stickiness.NONE, Stickiness.COOKIE, Stickiness.header("X-User"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"canary", "stable", "CANARY", "Stable"})
  void whereTheAppAllowsItARequestNamesItsTrackByHeaderOrCookie(String name) {
    LiveApp app = scene.app(33, Stickiness.NONE, true);
    Track track = name.equalsIgnoreCase("canary") ? Track.CANARY : Track.STABLE;
    for (int i = 0; i < 10; i++) {
      assertEquals(track, app.track(headers("X-Aviary-Track", name)).track());
      assertEquals(track, app.track(headers("Cookie", "X-Aviary-Track=" + name)).track());
    }
  }

  @Test
  void theHeaderBeatsTheCookieAndATrackThatThereIsNotIsNoChoice() {
    LiveApp app = scene.app(33, Stickiness.NONE, true);
    var both = headers("X-Aviary-Track", "stable", "Cookie", "X-Aviary-Track=canary");
    assertEquals(10, count(app, Track.STABLE, 10, both));
    assertEquals(33, count(app, Track.CANARY, 100, headers("X-Aviary-Track", "beta")));
  }

  @Test
  void whereTheAppDoesNotAllowItNobodyListens() {
    LiveApp app = scene.app(33, Stickiness.NONE, false);
    assertEquals(33, count(app, Track.CANARY, 100, headers("X-Aviary-Track", "canary")));
  }

  @ParameterizedTest
  @MethodSource("everyStickiness")
  void aManualChoiceBeatsEveryPinAndUsesUpNoTurn(Stickiness stickiness) {
    LiveApp app = scene.app(50, stickiness, true);
    var canary = headers("X-Aviary-Track", "canary", "X-User", "1");
    var stable = headers("X-Aviary-Track", "stable", "X-User", "1");
    assertEquals(20, count(app, Track.CANARY, 20, canary));
    assertEquals(20, count(app, Track.STABLE, 20, stable));
    assertEquals(50, count(app, Track.CANARY, 100, headers()));
  }

  @ParameterizedTest
  @MethodSource("everyStickiness")
  void zeroAndAHundredMeanWhatTheySayAndOnlyAManualChoiceDiffers(Stickiness stickiness) {
    var visitor = headers("X-User", "1");
    assertEquals(0, count(scene.app(0, stickiness, true), Track.CANARY, 100, visitor));
    assertEquals(100, count(scene.app(100, stickiness, true), Track.CANARY, 100, visitor));
    var tester = headers("X-Aviary-Track", "canary");
    assertEquals(Slot.CANARY, slot(scene.app(0, stickiness, true), tester));
    var careful = headers("X-Aviary-Track", "stable");
    assertEquals(Track.STABLE, scene.app(100, stickiness, true).track(careful).track());
  }

  @ParameterizedTest
  @MethodSource("everyStickiness")
  void aClosedCanaryBeatsThemAll(Stickiness stickiness) {
    LiveApp app = scene.app("app", 0, stickiness, true, closed());
    assertEquals(0, count(app, Track.CANARY, 100, headers("X-Aviary-Track", "canary")));
  }

  @Test
  void aCanaryThatIsOutLeavesEvenThoseWhoAskForItToStable() {
    LiveApp app = scene.app(100, Stickiness.NONE, true);
    app.refused(place(app, Slot.CANARY), 0);
    assertEquals(Track.STABLE, slot(app, headers("X-Aviary-Track", "canary")).track());
  }

  @Test
  void withoutStickinessAndManualChoiceNothingIsMadeForARequest() {
    LiveApp app = scene.app(100, Stickiness.NONE, false);
    assertSame(TrackChoice.CANARY, app.track(headers("Cookie", "X-Aviary-Track=stable")));
  }

  private static Slot slot(LiveApp app, HttpHeaders headers) {
    var random = new SplittableRandom(5);
    return Objects.requireNonNull(app.member(app.track(headers).track(), random, 1)).slot();
  }

  private static int count(LiveApp app, Track track, int requests, HttpHeaders headers) {
    int count = 0;
    for (int i = 0; i < requests; i++) {
      count += app.track(headers).track() == track ? 1 : 0;
    }
    return count;
  }
}
