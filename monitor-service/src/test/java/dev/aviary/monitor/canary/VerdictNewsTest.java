package dev.aviary.monitor.canary;

import static dev.aviary.contract.judgement.CanaryVerdict.BAD;
import static dev.aviary.contract.judgement.CanaryVerdict.GOOD;
import static dev.aviary.contract.judgement.CanaryVerdict.NOT_ENOUGH;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.judgement.CanaryVerdict;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class VerdictNewsTest {
  private final VerdictNews news = new VerdictNews(null);

  @Test
  void aDeploymentsFirstNotEnoughIsNoNews() {
    assertFalse(news.isDue(NOT_ENOUGH, at(0)));
    assertFalse(news.isDue(NOT_ENOUGH, at(600)));
  }

  @Test
  void goodAndBadAreNewsAtOnceAndOnce() {
    assertTold(GOOD, 0);
    assertFalse(news.isDue(GOOD, at(1)));
    assertTold(BAD, 2);
    assertFalse(news.isDue(BAD, at(3)));
  }

  @Test
  void oneThatWasNotToldIsDueAgain() {
    assertTrue(news.isDue(BAD, at(0)));
    assertTrue(news.isDue(BAD, at(1)));
  }

  @Test
  void aVerdictAtTheEdgeOfWhatIsKnownIsNoStreamOfNews() {
    assertTold(GOOD, 0);
    for (int second = 1; second < 600; second += 2) {
      assertFalse(news.isDue(NOT_ENOUGH, at(second)));
      assertFalse(news.isDue(GOOD, at(second + 1)));
    }
  }

  @Test
  void notEnoughThatStandsIsNews() {
    assertTold(GOOD, 0);
    assertFalse(news.isDue(NOT_ENOUGH, at(1)));
    assertFalse(news.isDue(NOT_ENOUGH, at(60)));
    assertTold(NOT_ENOUGH, 61);
    assertTold(GOOD, 62);
  }

  @Test
  void whatAMonitorBeforeThisOneToldIsNoNews() {
    var restarted = new VerdictNews(GOOD);
    assertFalse(restarted.isDue(GOOD, at(0)));
    assertTrue(restarted.isDue(BAD, at(1)));
  }

  private void assertTold(CanaryVerdict verdict, int second) {
    assertTrue(news.isDue(verdict, at(second)));
    news.told(verdict);
  }

  private static Instant at(int seconds) {
    return Instant.EPOCH.plusSeconds(seconds);
  }
}
