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
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.aviary.balancer.route.AppRoutes;
import dev.aviary.balancer.route.RouteTable;
import dev.aviary.balancer.route.SlotRoute;
import dev.aviary.contract.app.RemovalMark;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.app.Slots;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.Revision;
import dev.aviary.contract.route.AppControl;
import dev.aviary.contract.route.ControlState;
import dev.aviary.contract.route.Withdrawals;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** What becomes of routes whose control keys are missing or cannot be read. */
@NullUnmarked // the rows of the table have gaps
final class KeptRoutesTest {
  @Test
  void anAppWithoutSpecOrSlotsKeepsTheRoutesThatItHas() {
    AppControl whole = app(spec("shop", 0), slots(STABLE_1, STABLE_2, null));
    RouteTable present = RouteDerivation.derive(state(whole), RouteTable.EMPTY);
    var withoutSlots = app(spec("shop", 0), null);
    var withoutSpec =
        new AppControl(
            "shop",
            null,
            slots(null, null, null),
            null,
            null,
            null,
            Withdrawals.NONE,
            null,
            Map.of());
    assertEquals(present, RouteDerivation.derive(state(withoutSlots), present));
    assertEquals(present, RouteDerivation.derive(state(withoutSpec), present));
    assertEquals(present, RouteDerivation.derive(state(), present));
  }

  @Test
  void onlyAnAppThatIsSaidToBeRemovedLosesItsRoutes() {
    AppControl whole = app(spec("shop", 0), slots(STABLE_1, STABLE_2, null));
    RouteTable present = RouteDerivation.derive(state(whole), RouteTable.EMPTY);
    var gone = new RemovalMark(Instant.EPOCH, false);
    var removed = new ControlState(new Revision("epoch", 2), Map.of(), Map.of("shop", gone));
    assertEquals(RouteTable.EMPTY, RouteDerivation.derive(removed, present));
    var another = new ControlState(new Revision("epoch", 2), Map.of(), Map.of("toys", gone));
    assertEquals(present, RouteDerivation.derive(another, present));
    var again =
        new ControlState(
            new Revision("epoch", 3),
            Map.of(),
            Map.of("shop", new RemovalMark(Instant.EPOCH, true)));
    assertEquals(present, RouteDerivation.derive(again, present), "it was registered again");
  }

  @Test
  void aWithdrawalIsHeardThoughNothingElseOfTheAppCanBeRead() {
    AppControl whole = app(spec("shop", 0), slots(STABLE_1, STABLE_2, CANARY));
    RouteTable present = RouteDerivation.derive(state(whole), RouteTable.EMPTY);
    var broken =
        new AppControl(
            "shop",
            null,
            null,
            null,
            null,
            null,
            withdrawal(CANARY, "hot"),
            null,
            Map.of("slots", "no JSON"));
    AppRoutes routes = RouteDerivation.derive(state(broken), present).app("shop").orElseThrow();
    assertNull(routes.canaryMember());
    assertEquals(List.of(STABLE_1, STABLE_2), routes.stableMembers());
  }

  @Test
  void anAppThatWasJustRegisteredIsThereWithClosedSlots() {
    AppRoutes routes =
        RouteDerivation.derive(state(app(spec("shop", 0), null)), RouteTable.EMPTY)
            .app("shop")
            .orElseThrow();
    assertEquals(new SlotRoute.Closed("nothing runs in slot stable-1"), routes.at(Slot.STABLE_1));
    assertEquals(List.of(), routes.stableMembers());
  }

  @Test
  void anAppThatWasNeverCompleteAndCannotBeReadHasNoRoutes() {
    var broken =
        new AppControl(
            "shop",
            spec("shop", 0),
            null,
            null,
            null,
            null,
            Withdrawals.NONE,
            null,
            Map.of(Keys.slots("shop"), "no JSON"));
    var withoutSpec =
        new AppControl(
            "shop",
            null,
            slots(STABLE_1, null, null),
            null,
            null,
            null,
            Withdrawals.NONE,
            null,
            Map.of());
    assertEquals(RouteTable.EMPTY, RouteDerivation.derive(state(broken), RouteTable.EMPTY));
    assertEquals(RouteTable.EMPTY, RouteDerivation.derive(state(withoutSpec), RouteTable.EMPTY));
  }

  @Test
  void emptySlotsAreNoMissingSlots() {
    RouteTable present =
        RouteDerivation.derive(
            state(app(spec("shop", 0), slots(STABLE_1, STABLE_2, null))), RouteTable.EMPTY);
    RouteTable next = RouteDerivation.derive(state(app(spec("shop", 0), Slots.EMPTY)), present);
    assertEquals(List.of(), next.app("shop").orElseThrow().stableMembers());
  }

  @Test
  void severalAppsStandInTheOrderOfTheirIndexWhoeverIsKept() {
    RouteTable present =
        RouteDerivation.derive(state(app(spec("kept", 1), Slots.EMPTY)), RouteTable.EMPTY);
    RouteTable table =
        RouteDerivation.derive(
            state(
                app(spec("zebra", 0), Slots.EMPTY),
                app(spec("ant", 2), Slots.EMPTY),
                app(spec("kept", 1), null)),
            present);
    assertEquals(
        List.of("zebra", "kept", "ant"), table.apps().stream().map(AppRoutes::app).toList());
  }
}
