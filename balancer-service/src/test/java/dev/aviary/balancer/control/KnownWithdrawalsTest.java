package dev.aviary.balancer.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.balancer.route.AppRoutes;
import dev.aviary.balancer.route.RouteTable;
import dev.aviary.balancer.route.SlotRoute;
import dev.aviary.contract.app.Member;
import dev.aviary.contract.redis.Revision;
import dev.aviary.contract.route.AppControl;
import dev.aviary.contract.route.ControlState;
import dev.aviary.contract.route.Withdrawal;
import dev.aviary.contract.route.Withdrawals;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class KnownWithdrawalsTest {
  private final KnownWithdrawals known = new KnownWithdrawals();

  @Test
  void aTableThatDoesNotKnowAWithdrawalLosesItsCanaryAndNothingElse() {
    known.add("app", withdrawal(3, "hot"));
    AppRoutes corrected = known.correct(table(3)).apps().getFirst();
    assertEquals(0, corrected.canaryPercent());
    assertEquals(
        new SlotRoute.Closed("the canary was withdrawn: hot"),
        assertInstanceOf(SlotRoute.Closed.class, corrected.canary()));
    assertInstanceOf(SlotRoute.Open.class, corrected.stable1());
  }

  @Test
  void neitherAnotherDeploymentNorAStableMemberIsTouched() {
    known.add("app", withdrawal(1, "hot"));
    assertEquals(table(3), known.correct(table(3)));
  }

  @Test
  void theFirstReasonStands() {
    known.add("app", withdrawal(3, "first"));
    known.add("app", withdrawal(3, "second"));
    assertEquals("first", known.all().getOrDefault("app", List.of()).getFirst().reason());
  }

  @Test
  void whatRedisHoldsIsNotToldAgain() {
    known.add("app", withdrawal(3, "hot"));
    known.learn(state("e:1", withdrawal(3, "hot")));
    assertTrue(known.untold().isEmpty());
  }

  @Test
  void aRedisThatLostEverythingIsToldAllOnceMore() {
    known.learn(state("e:1", withdrawal(3, "hot"), withdrawal(4, "wrong")));
    assertTrue(known.untold().isEmpty());
    known.learn(new ControlState(Revision.NONE, Map.of(), Map.of()));
    assertEquals(2, known.untold().size());
    known.untold().forEach(known::told);
    assertTrue(known.untold().isEmpty());
    known.learn(new ControlState(Revision.parse("f:2"), Map.of(), Map.of()));
    assertEquals(2, known.untold().size());
    known.untold().forEach(known::told);
    known.learn(new ControlState(Revision.parse("f:4"), Map.of(), Map.of()));
    assertTrue(known.untold().isEmpty());
  }

  @Test
  void whatWasKeptIsToldToARedisThatDoesNotHoldIt() {
    known.restore(Map.of("app", List.of(withdrawal(3, "hot"))));
    known.learn(state("e:7"));
    assertEquals(List.of(new KnownWithdrawals.Untold("app", withdrawal(3, "hot"))), known.untold());
  }

  @Test
  void thoseOfARemovedAppAreForgotten() {
    known.add("app", withdrawal(3, "hot"));
    known.forget(Set.of("app"));
    assertEquals(List.of(), known.untold());
    assertEquals(Map.of(), known.all());
  }

  @Test
  void theNewestHundredAreKept() {
    for (int n = 1; n <= 150; n++) {
      known.add("app", withdrawal(n, "hot"));
    }
    assertEquals(100, known.all().getOrDefault("app", List.of()).size());
    assertEquals("d150", known.all().getOrDefault("app", List.of()).getFirst().deployment());
  }

  @Test
  void whatRedisWasToldIsRememberedOfThoseThatAreKept() {
    known.learn(state("e:1", withdrawal(1, "hot")));
    for (int n = 2; n <= 150; n++) {
      known.add("app", withdrawal(n, "hot"));
      known.untold().forEach(known::told);
    }
    assertEquals(100, known.toldOf("app").size());
    assertEquals(List.of(), known.untold());
  }

  private static Withdrawal withdrawal(int n, String reason) {
    return new Withdrawal(
        "%040x".formatted(n), "d" + n, reason, Instant.EPOCH.plusSeconds(n), "monitor");
  }

  private static ControlState state(String revision, Withdrawal... withdrawals) {
    var control =
        new AppControl(
            "app",
            null,
            null,
            null,
            null,
            null,
            Withdrawals.of(List.of(withdrawals)),
            null,
            Map.of());
    return new ControlState(Revision.parse(revision), Map.of("app", control), Map.of());
  }

  private static RouteTable table(int canary) {
    return new RouteTable(
        List.of(AppRoutes.plain("app", 0, List.of(), 33, open(1), open(2), open(canary))));
  }

  private static SlotRoute open(int n) {
    return new SlotRoute.Open(
        new Member("r" + n, "d" + n, "%040x".formatted(n), "c" + n, "10.0.0." + n, 5000, null));
  }
}
