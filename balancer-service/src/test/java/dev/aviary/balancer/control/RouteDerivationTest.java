package dev.aviary.balancer.control;

import static dev.aviary.contract.testing.ControlScene.CANARY;
import static dev.aviary.contract.testing.ControlScene.STABLE_1;
import static dev.aviary.contract.testing.ControlScene.STABLE_2;
import static dev.aviary.contract.testing.ControlScene.app;
import static dev.aviary.contract.testing.ControlScene.slots;
import static dev.aviary.contract.testing.ControlScene.spec;
import static dev.aviary.contract.testing.ControlScene.state;
import static dev.aviary.contract.testing.ControlScene.withdrawal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.balancer.route.AppRoutes;
import dev.aviary.balancer.route.RouteTable;
import dev.aviary.balancer.route.SlotRoute;
import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.Member;
import dev.aviary.contract.app.Occupancy;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.app.Slots;
import dev.aviary.contract.route.AppControl;
import dev.aviary.contract.route.CanaryProgress;
import dev.aviary.contract.route.Interruption;
import dev.aviary.contract.route.Split;
import dev.aviary.contract.route.Stickiness;
import dev.aviary.contract.route.Withdrawals;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@NullUnmarked // the rows of the table have gaps
final class RouteDerivationTest {
  @ParameterizedTest(name = "{0}")
  @MethodSource("situations")
  void publicRequestsGoWhereTheSlotsTheSplitAndTheWithdrawalsSay(
      String situation,
      Slots slots,
      int split,
      boolean withdrawn,
      List<Member> stable,
      int percent,
      Member canary) {
    Withdrawals withdrawals = withdrawn ? withdrawal(CANARY, "CPU 97 %") : Withdrawals.NONE;
    AppRoutes routes = derived(spec("shop", 0), slots, Split.of(split), withdrawals);
    assertEquals(stable, routes.stableMembers());
    assertEquals(percent, routes.canaryPercent());
    assertEquals(canary, routes.canaryMember());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 33, 99, 100})
  void aWithdrawnCanaryGetsNothingWhateverTheSplitAndItsSlotPortIsClosedWithTheReason(int split) {
    Slots slots = slots(STABLE_1, STABLE_2, CANARY);
    AppRoutes routes =
        derived(spec("shop", 0), slots, Split.of(split), withdrawal(CANARY, "CPU 97 %"));
    assertEquals(
        new SlotRoute.Closed("the canary was withdrawn: CPU 97 %"), routes.at(Slot.CANARY));
    assertNull(routes.canaryMember());
  }

  @Test
  void aCanaryBeforeAnyStableReleaseIsReachedOnItsSlotPortOnly() {
    AppRoutes routes =
        derived(spec("shop", 0), slots(null, null, CANARY), Split.DEFAULT, Withdrawals.NONE);
    assertEquals(new SlotRoute.Open(CANARY), routes.at(Slot.CANARY));
    assertEquals(0, routes.canaryPercent());
  }

  @Test
  void anEmptySlotIsClosedAndSaysSo() {
    AppRoutes routes = derived(spec("shop", 0), Slots.EMPTY, Split.DEFAULT, Withdrawals.NONE);
    assertEquals(new SlotRoute.Closed("nothing runs in slot stable-1"), routes.at(Slot.STABLE_1));
    assertEquals(new SlotRoute.Closed("nothing runs in slot stable-2"), routes.at(Slot.STABLE_2));
    assertEquals(new SlotRoute.Closed("nothing runs in slot canary"), routes.at(Slot.CANARY));
  }

  @Test
  void noWithdrawalRemovesAStableMember() {
    Slots slots = slots(STABLE_1, STABLE_2, CANARY);
    var ofStable = withdrawal(STABLE_1, "it names a stable member");
    AppRoutes routes = derived(spec("shop", 0), slots, Split.DEFAULT, ofStable);
    assertEquals(List.of(STABLE_1, STABLE_2), routes.stableMembers());
    assertEquals(33, routes.canaryPercent());
  }

  @Test
  void aStepDecidesTheShareOfItsOwnDeploymentAndOfNoOther() {
    assertEquals(5, shareAt("d-canary"));
    assertEquals(33, shareAt("d-another"));
  }

  @Test
  void aWithdrawalOfAnEarlierDeploymentOfTheSameCommitDoesNotCloseTheNewOne() {
    var again =
        new Member(
            CANARY.release(), "d-forced", CANARY.commit(), "c-forced", CANARY.host(), 5000, null);
    AppRoutes routes =
        derived(
            spec("shop", 0),
            slots(STABLE_1, STABLE_2, again),
            Split.DEFAULT,
            withdrawal(CANARY, "CPU 97 %"));
    assertEquals(again, routes.canaryMember());
  }

  @Test
  void whatStartsOrDrainsGetsNoNewRequest() {
    var busy = new Occupancy(null, STABLE_1, List.of(STABLE_2));
    AppRoutes routes =
        derived(spec("shop", 0), new Slots(busy, null, null), Split.DEFAULT, Withdrawals.NONE);
    assertEquals(List.of(), routes.stableMembers());
  }

  @Test
  void hostsAndIndexFollowTheSpec() {
    AppRoutes routes = derived(spec("shop", 7), Slots.EMPTY, Split.DEFAULT, Withdrawals.NONE);
    assertEquals(7, routes.index());
    assertEquals(List.of("shop.example"), routes.hosts());
  }

  @Test
  void whatTheSplitAndAnInterruptionSayReachesTheTable() {
    var pause = new Interruption.Pause(Instant.EPOCH.plusSeconds(60));
    AppControl shop = app(spec("shop", 0), slots(STABLE_1, null, CANARY));
    var split = new Split(0, Stickiness.header("X-User"), true);
    AppRoutes routes =
        RouteDerivation.derive(state(shop.with(split, pause)), RouteTable.EMPTY)
            .app("shop")
            .orElseThrow();
    assertEquals(Stickiness.header("x-user"), routes.stickiness());
    assertEquals(pause, routes.interruption());
  }

  @Test
  void anInterruptionThatWasEndedIsNone() {
    AppControl shop = app(spec("shop", 0), slots(STABLE_1, null, null));
    AppRoutes routes =
        RouteDerivation.derive(state(shop.with(null, new Interruption.Over())), RouteTable.EMPTY)
            .app("shop")
            .orElseThrow();
    assertNull(routes.interruption());
  }

  @Test
  void aCanaryWithoutAShareIsReachedByNameOnlyWhereThatIsAllowedAndAStableMemberServes() {
    Split byName = new Split(0, Stickiness.NONE, true);
    Slots beside = slots(STABLE_1, null, CANARY);
    assertTrue(derived(spec("shop", 0), beside, byName, Withdrawals.NONE).reachesCanary());
    assertFalse(derived(spec("shop", 0), beside, Split.of(0), Withdrawals.NONE).reachesCanary());
    assertFalse(
        derived(spec("shop", 0), slots(null, null, CANARY), byName, Withdrawals.NONE)
            .reachesCanary());
    assertFalse(
        derived(spec("shop", 0), beside, byName, withdrawal(CANARY, "hot")).reachesCanary());
  }

  /** What serves in the three slots, the split, whether the canary is withdrawn; and the result. */
  static Stream<Arguments> situations() {
    return Stream.of(
        row("nothing runs", null, null, null, 33, false, List.of(), 0, null),
        row(
            "stable only",
            STABLE_1,
            STABLE_2,
            null,
            33,
            false,
            List.of(STABLE_1, STABLE_2),
            0,
            null),
        row("one stable slot only", null, STABLE_2, null, 33, false, List.of(STABLE_2), 0, null),
        row("all", STABLE_1, STABLE_2, CANARY, 33, false, List.of(STABLE_1, STABLE_2), 33, CANARY),
        row("all at 0", STABLE_1, STABLE_2, CANARY, 0, false, List.of(STABLE_1, STABLE_2), 0, null),
        row(
            "all at 100",
            STABLE_1,
            STABLE_2,
            CANARY,
            100,
            false,
            List.of(STABLE_1, STABLE_2),
            100,
            CANARY),
        row(
            "one stable and canary",
            STABLE_1,
            null,
            CANARY,
            33,
            false,
            List.of(STABLE_1),
            33,
            CANARY),
        row("canary before any stable", null, null, CANARY, 100, false, List.of(), 0, null),
        row(
            "withdrawn",
            STABLE_1,
            STABLE_2,
            CANARY,
            33,
            true,
            List.of(STABLE_1, STABLE_2),
            0,
            null),
        row(
            "withdrawn at 100",
            STABLE_1,
            STABLE_2,
            CANARY,
            100,
            true,
            List.of(STABLE_1, STABLE_2),
            0,
            null),
        row("withdrawn before any stable", null, null, CANARY, 100, true, List.of(), 0, null));
  }

  private static int shareAt(String deployment) {
    var step =
        new CanaryProgress(
            deployment, 0, 2, 5, CanaryProgress.State.RUNNING, Instant.EPOCH, 0, null);
    AppControl app = app(spec("shop", 0), slots(STABLE_1, STABLE_2, CANARY)).with(step);
    return RouteDerivation.derive(state(app), RouteTable.EMPTY)
        .app("shop")
        .orElseThrow()
        .canaryPercent();
  }

  private static Arguments row(
      String situation,
      Member stable1,
      Member stable2,
      Member canary,
      int split,
      boolean withdrawn,
      List<Member> stable,
      int percent,
      Member routed) {
    return Arguments.of(
        situation, slots(stable1, stable2, canary), split, withdrawn, stable, percent, routed);
  }

  private static AppRoutes derived(AppSpec spec, Slots slots, Split split, Withdrawals withdrawn) {
    var control =
        new AppControl(spec.name(), spec, slots, null, split, null, withdrawn, null, Map.of());
    return RouteDerivation.derive(control, spec, slots);
  }
}
