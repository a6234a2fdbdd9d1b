package dev.aviary.balancer.route;

import static dev.aviary.balancer.route.RouteScene.headers;
import static dev.aviary.balancer.route.RouteScene.open;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.app.Track;
import dev.aviary.contract.route.Stickiness;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HeaderPinsTest {
  private static final Stickiness USER = Stickiness.header("X-User");

  private final RouteScene scene = new RouteScene();

  @ParameterizedTest
  @ValueSource(ints = {5, 10, 33, 50, 75, 95})
  void idsFromOneToAThousandGiveTheShareWithinThreePoints(int percent) {
    LiveApp app = scene.app(percent, USER, false);
    assertEquals(percent, canaries(app, 1_000).size() / 10.0, 3);
  }

  @Test
  void aHundredThousandIdsGiveTheShareWithinHalfAPointWhateverTheCanary() {
    for (int canary = 10; canary < 20; canary++) {
      LiveApp app = scene.app("app", 33, USER, false, open(canary));
      assertEquals(33, canaries(app, 100_000).size() / 1_000.0, 0.5);
    }
  }

  @Test
  void everyVisitOfAVisitorIsOfTheSameTrackAndNeedsNoCookie() {
    LiveApp app = scene.app(33, USER, false);
    assertEquals(canaries(app, 1_000), canaries(app, 1_000));
    assertEquals(null, app.track(headers("x-user", "1")).setCookie());
  }

  @Test
  void aShareThatGrowsTakesNobodyFromTheCanary() {
    Set<Integer> before = canaries(scene.app(10, USER, false), 5_000);
    assertTrue(canaries(scene.app(40, USER, false), 5_000).containsAll(before));
  }

  @Test
  void anotherCanaryHasOtherVisitors() {
    Set<Integer> first = canaries(scene.app("app", 33, USER, false, open(3)), 3_000);
    Set<Integer> both = new HashSet<>(canaries(scene.app("app", 33, USER, false, open(4)), 3_000));
    both.retainAll(first);
    // A third of a third, were they drawn anew.
    assertEquals(0.33, both.size() / (double) first.size(), 0.06);
  }

  @Test
  void requestsWithoutTheFieldTakeTheirTurn() {
    LiveApp app = scene.app(33, USER, false);
    long canaries =
        IntStream.range(0, 300)
            .filter(i -> app.track(headers("X-User", "")).track() == Track.CANARY)
            .count();
    assertEquals(99, canaries);
  }

  private static Set<Integer> canaries(LiveApp app, int ids) {
    var canaries = new HashSet<Integer>();
    for (int id = 1; id <= ids; id++) {
      if (app.track(headers("X-User", Integer.toString(id))).track() == Track.CANARY) {
        canaries.add(id);
      }
    }
    return canaries;
  }
}
