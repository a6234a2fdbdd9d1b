package dev.aviary.monitor.canary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.judgement.CanaryVerdict;
import dev.aviary.contract.judgement.Judgement;
import dev.aviary.monitor.sample.Container;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ContainerWatchTest {
  private static final Instant START = Instant.parse("2026-03-01T14:00:00Z");

  private final ContainerWatch watch = new ContainerWatch(null);

  @Test
  void aContainerThatRunsOnIsWell() {
    watch.sawCanary(container("c-1", 0));
    watch.sawCanary(container("c-1", 0));
    assertEquals(List.of(), watch.reasons(at(60)));
    assertFalse(watch.bad(at(60)));
  }

  @Test
  void oneRestartIsSaidAndIsNoReasonToWithdraw() {
    watch.sawCanary(container("c-1", 0));
    watch.sawCanary(container("c-1", 30));
    assertEquals(
        List.of(
            "its container died and was started again once in 10 minutes, last at"
                + " 2026-03-01T14:00:30Z"),
        watch.reasons(at(60)));
    assertFalse(watch.bad(at(60)));
  }

  @Test
  void twoRestartsAreBadWhetherTheContainerIsTheSameOrAnother() {
    watch.sawCanary(container("c-1", 0));
    watch.sawCanary(container("c-1", 30));
    watch.sawCanary(container("c-2", 50));
    assertTrue(watch.bad(at(60)));
  }

  @Test
  void restartsOfLongAgoAreForgotten() {
    watch.sawCanary(container("c-1", 0));
    watch.sawCanary(container("c-1", 30));
    watch.sawCanary(container("c-1", 50));
    assertFalse(watch.bad(at(700)));
    assertEquals(List.of(), watch.reasons(at(700)));
  }

  @Test
  void whereAStableContainerRestartedTooItIsTheHost() {
    watch.sawStable("d-1", container("s-1", 0));
    watch.sawStable("d-1", container("s-1", 40));
    watch.sawCanary(container("c-1", 0));
    watch.sawCanary(container("c-1", 30));
    watch.sawCanary(container("c-1", 50));
    assertFalse(watch.bad(at(60)));
  }

  @Test
  void probesThatFailForAWhileAreBadWhereStableAnswersThem() {
    watch.probed(new HealthReport(at(0), "/health answers 503", true));
    assertFalse(watch.bad(at(10)));
    assertTrue(watch.bad(at(15)));
    assertEquals(
        List.of("it fails its probes since 2026-03-01T14:00:00Z: /health answers 503"),
        watch.reasons(at(15)));
    watch.probed(new HealthReport(at(0), "/health answers 503", false));
    assertFalse(watch.bad(at(15)));
    watch.probed(new HealthReport(null, "", true));
    assertEquals(List.of(), watch.reasons(at(15)));
  }

  @Test
  void whatAMonitorBeforeThisOneSawStillCounts() {
    watch.sawStable("d-1", container("s-1", 0));
    watch.sawCanary(container("c-1", 0));
    watch.sawCanary(container("c-1", 30));
    var restarted = new ContainerWatch(kept(watch));
    assertEquals(watch.reasons(at(40)), restarted.reasons(at(40)));
    restarted.sawCanary(container("c-1", 50));
    assertTrue(restarted.bad(at(60)));
    restarted.sawStable("d-1", container("s-1", 55));
    assertFalse(restarted.bad(at(60)));
  }

  @Test
  void aRestartWhileNoMonitorRanIsSeenByTheNextOne() {
    watch.sawCanary(container("c-1", 0));
    var restarted = new ContainerWatch(kept(watch));
    restarted.sawCanary(container("c-1", 30));
    assertEquals(1, restarted.reasons(at(60)).size());
  }

  @Test
  void ofStableDeploymentsThatServeNoMoreNothingIsKept() {
    watch.sawStable("d-1", container("s-1", 0));
    watch.sawStable("d-12", container("s-2", 0));
    watch.retainStable(Set.of("d-1"));
    assertEquals(Set.of("d-1 name"), watch.stableStarts().last().keySet());
  }

  @Test
  void aLogThatFloodsForAWhileIsBadWhereThatOfStableIsQuiet() {
    watch.logged(new LogReport(at(0), "about 61,000 lines and 5,000 kB a second", true));
    assertFalse(watch.bad(at(14)));
    assertTrue(watch.bad(at(15)));
    assertEquals(
        List.of(
            "it floods its log since 2026-03-01T14:00:00Z: about 61,000 lines and 5,000 kB a"
                + " second"),
        watch.reasons(at(15)));
    watch.logged(new LogReport(at(0), "much", false));
    assertFalse(watch.bad(at(15)));
    assertEquals(
        List.of("it floods its log since 2026-03-01T14:00:00Z: much, as stable does"),
        watch.reasons(at(15)));
    watch.logged(LogReport.QUIET);
    assertEquals(List.of(), watch.reasons(at(15)));
    watch.logged(null);
    assertFalse(watch.bad(at(15)));
  }

  private static Judgement kept(ContainerWatch watch) {
    return new Judgement(
        "shop",
        "d-2",
        "shop-2",
        START,
        CanaryVerdict.NOT_ENOUGH,
        List.of(),
        null,
        0,
        null,
        null,
        null,
        watch.canaryStarts(),
        watch.stableStarts());
  }

  private static Instant at(int seconds) {
    return START.plusSeconds(seconds);
  }

  private static Container container(String id, int startedAt) {
    return new Container(id, "name", "app", null, at(startedAt), 0);
  }
}
