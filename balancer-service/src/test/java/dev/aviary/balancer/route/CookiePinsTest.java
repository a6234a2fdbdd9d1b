package dev.aviary.balancer.route;

import static dev.aviary.balancer.route.RouteScene.cookie;
import static dev.aviary.balancer.route.RouteScene.headers;
import static dev.aviary.balancer.route.RouteScene.open;
import static dev.aviary.balancer.route.RouteScene.withCookie;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.balancer.route.TrackRule.TrackChoice;
import dev.aviary.contract.app.Track;
import dev.aviary.contract.route.Stickiness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CookiePinsTest {
  private final RouteScene scene = new RouteScene();
  private final LiveApp app = scene.app(33, Stickiness.COOKIE, false);

  @Test
  void visitorsOfBothTracksArePinnedByACookieThatNoScriptCanRead() {
    for (int i = 0; i < 4; i++) {
      TrackChoice choice = app.track(headers());
      String set = String.valueOf(choice.setCookie());
      assertTrue(
          set.matches(
              "aviary-pin=(canary|stable)\\.[0-9a-f]{12}\\.\\d+\\.[A-Za-z0-9_-]{43}; "
                  + "Max-Age=3600; Path=/; HttpOnly; SameSite=Lax"),
          set);
      assertEquals(choice.track(), app.track(withCookie(choice)).track());
      assertNull(app.track(withCookie(choice)).setCookie());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 33, 50, 99})
  void theShareOfVisitorsAndOfTheirRepeatVisitsIsExact(int percent) {
    LiveApp shared = scene.app(percent, Stickiness.COOKIE, false);
    var visitors = new ArrayList<TrackChoice>();
    for (int i = 0; i < 5_000; i++) {
      visitors.add(shared.track(headers()));
    }
    assertEquals(percent * 50L, canaries(visitors));
    var random = new SplittableRandom(11);
    var visits = new ArrayList<TrackChoice>();
    for (int round = 0; round < 4; round++) {
      for (TrackChoice visitor : visitors) {
        TrackChoice visit = shared.track(withCookie(visitor));
        assertEquals(visitor.track(), visit.track());
        visits.add(visit);
        if (random.nextInt(10) == 0) {
          visits.add(shared.track(headers()));
        }
      }
    }
    assertEquals(percent / 100.0, canaries(visits) / (double) visits.size(), 0.002);
  }

  @Test
  void aCookieThatExpiredIsReplaced() {
    TrackChoice first = app.track(headers());
    scene.pass(RouteScene.MAX_AGE.minus(Duration.ofSeconds(1)));
    assertNull(app.track(withCookie(first)).setCookie());
    scene.pass(Duration.ofSeconds(1));
    assertNotNull(app.track(withCookie(first)).setCookie());
  }

  @ParameterizedTest
  @MethodSource("forged")
  void aForgedCookieIsIgnored(String forgery) {
    assertNotNull(app.track(headers("Cookie", "aviary-pin=" + forgery)).setCookie());
  }

  static Stream<String> forged() {
    String value = cookie(first(new RouteScene())).substring("aviary-pin=".length());
    String[] parts = value.split("\\.", -1);
    String other = parts[0].equals("canary") ? "stable" : "canary";
    return Stream.of(
        "",
        ".",
        "....",
        "canary",
        value + ".x",
        value.substring(1),
        value.substring(0, value.length() - 1),
        String.join(".", other, parts[1], parts[2], parts[3]),
        String.join(".", parts[0], "f".repeat(12), parts[2], parts[3]),
        String.join(".", parts[0], parts[1], parts[2] + "0", parts[3]),
        String.join(".", parts[0], parts[1], "not-a-number", parts[3]),
        String.join(".", parts[0], parts[1], parts[2], "A".repeat(43)));
  }

  @Test
  void theCookieOfAnotherInstanceAppOrCanaryIsIgnored() {
    List<LiveApp> others =
        List.of(
            new RouteScene("another secret").app(33, Stickiness.COOKIE, false),
            scene.app("other", 33, Stickiness.COOKIE, false, open(3)),
            scene.app("app", 33, Stickiness.COOKIE, false, open(4)));
    for (LiveApp other : others) {
      TrackChoice foreign = other.track(headers());
      assertNull(other.track(withCookie(foreign)).setCookie());
      assertNotNull(app.track(withCookie(foreign)).setCookie());
    }
  }

  @Test
  void oursIsFoundAmongOtherCookiesAndBehindAForgedOne() {
    TrackChoice first = app.track(headers());
    String all = "a=b; aviary-pin=forged; xaviary-pin=1;" + cookie(first) + "; last";
    assertNull(app.track(headers("Cookie", all)).setCookie());
    assertNull(app.track(headers("Cookie", "a=b", "Cookie", cookie(first))).setCookie());
  }

  @Test
  void aShareOfZeroOrAHundredLeavesNobodyWhereTheyWere() {
    List<TrackChoice> visitors = Stream.generate(() -> app.track(headers())).limit(100).toList();
    for (int percent : new int[] {0, 100}) {
      LiveApp all = scene.app(percent, Stickiness.COOKIE, false);
      for (TrackChoice visitor : visitors) {
        TrackChoice choice = all.track(withCookie(visitor));
        assertEquals(percent == 100 ? Track.CANARY : Track.STABLE, choice.track());
        assertNull(choice.setCookie());
      }
    }
  }

  private static TrackChoice first(RouteScene scene) {
    return scene.app(33, Stickiness.COOKIE, false).track(headers());
  }

  private static long canaries(List<TrackChoice> choices) {
    return choices.stream().filter(choice -> choice.track() == Track.CANARY).count();
  }
}
