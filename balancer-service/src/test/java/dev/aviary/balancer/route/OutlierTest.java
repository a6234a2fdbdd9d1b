package dev.aviary.balancer.route;

import static dev.aviary.balancer.route.RouteScene.EJECTION;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.balancer.route.Health.Outlier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OutlierTest {

  @ParameterizedTest
  @ValueSource(longs = {0, Long.MAX_VALUE - 7, -1})
  void fiveFailuresInARowEjectForThirtySecondsWhereverTheClockStands(long now) {
    Outlier four = failing(Outlier.NONE, 4, now);
    assertTrue(four.available(now));
    Outlier five = failing(four, 1, now);
    assertFalse(five.available(now + seconds(30) - 1));
    assertTrue(five.ejected(now + seconds(30) - 1));
    assertTrue(five.available(now + seconds(30)));
  }

  @Test
  void oneSuccessBeginsTheCountAnew() {
    Outlier again = failing(failing(Outlier.NONE, 4, 0).succeeded(), 4, 0);
    assertTrue(again.available(0));
    assertFalse(failing(again, 1, 0).available(0));
  }

  @Test
  void eachRepeatLastsThirtySecondsLongerUpToFiveMinutes() {
    Outlier outlier = Outlier.NONE;
    long now = 0;
    for (int nth = 1; nth <= 15; nth++) {
      outlier = failing(outlier, 5, now);
      long lasts = seconds(Math.min(30 * nth, 300));
      assertFalse(outlier.available(now + lasts - 1), "the " + nth + "th");
      assertTrue(outlier.available(now + lasts), "the " + nth + "th");
      now += lasts;
    }
  }

  @Test
  void goodTimeMakesTheNextEjectionShorterAgain() {
    Outlier twice = failing(failing(Outlier.NONE, 5, 0), 5, seconds(30));
    long back = seconds(90);
    assertTrue(twice.available(back));
    long later = back + seconds(61);
    Outlier third = failing(twice, 5, later);
    assertTrue(third.available(later + seconds(30)));
  }

  @Test
  void theLastMemberIsNotEjectedHoweverOftenItFails() {
    Outlier outlier = Outlier.NONE;
    for (int i = 0; i < 50; i++) {
      outlier = outlier.failed(i, true, EJECTION);
      assertTrue(outlier.available(i));
    }
    assertFalse(failing(outlier, 1, 50).available(50), "not when there is another one again");
  }

  @Test
  void aRefusedConnectionIsPassedOverForAMomentAndTheFifthOneEjects() {
    Outlier outlier = Outlier.NONE;
    long now = 0;
    for (int i = 1; i <= 4; i++) {
      outlier = outlier.refused(now, false, EJECTION);
      assertFalse(outlier.available(now + seconds(2) - 1));
      assertFalse(outlier.ejected(now));
      assertTrue(outlier.available(now + seconds(2)));
      now += seconds(2);
    }
    Outlier ejected = outlier.refused(now, false, EJECTION);
    assertTrue(ejected.ejected(now + seconds(30) - 1));
  }

  @Test
  void whatFailsWhileItIsOutMakesThatNoLonger() {
    Outlier out = failing(Outlier.NONE, 5, 0);
    assertEquals(out, failing(out, 20, seconds(10)));
    assertEquals(out, out.refused(seconds(10), false, EJECTION));
  }

  private static Outlier failing(Outlier outlier, int times, long now) {
    Outlier last = outlier;
    for (int i = 0; i < times; i++) {
      last = last.failed(now, false, EJECTION);
    }
    return last;
  }

  private static long seconds(long seconds) {
    return TimeUnit.SECONDS.toNanos(seconds);
  }
}
