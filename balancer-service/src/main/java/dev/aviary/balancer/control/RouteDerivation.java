package dev.aviary.balancer.control;

import dev.aviary.balancer.route.AppRoutes;
import dev.aviary.balancer.route.RouteTable;
import dev.aviary.balancer.route.SlotRoute;
import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.Member;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.app.Slots;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.route.AppControl;
import dev.aviary.contract.route.ControlState;
import dev.aviary.contract.route.Interruption;
import dev.aviary.contract.route.Withdrawal;
import dev.aviary.contract.route.Withdrawals;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Collectors;

/** Derives the route table from the control keys: pure, so that every reader comes to the same. */
final class RouteDerivation {
  private RouteDerivation() {}

  /**
   * The table that these control keys describe. An app whose spec or slots are missing, or cannot
   * be read, keeps the routes that it has in {@code present}: nothing is inferred from emptiness.
   * One that has none yet, because it was just registered, is there with closed slots. Only an app
   * that was removed goes.
   */
  static RouteTable derive(ControlState state, RouteTable present) {
    var apps = new ArrayList<AppRoutes>();
    for (AppControl control : state.apps().values()) {
      if (control.spec() != null && control.slots() != null) {
        apps.add(derive(control, control.spec(), control.slots()));
      } else if (control.spec() != null && unheardOf(control, present)) {
        apps.add(derive(control, control.spec(), Slots.EMPTY));
      }
    }
    Set<String> derived = apps.stream().map(AppRoutes::app).collect(Collectors.toSet());
    Set<String> removed = state.removed();
    for (AppRoutes kept : present.apps()) {
      if (!removed.contains(kept.app()) && !derived.contains(kept.app())) {
        apps.add(unread(kept, state.app(kept.app())));
      }
    }
    apps.sort(Comparator.comparingInt(AppRoutes::index).thenComparing(AppRoutes::app));
    return new RouteTable(apps);
  }

  private static boolean unheardOf(AppControl control, RouteTable present) {
    return present.app(control.app()).isEmpty()
        && !control.unreadable().containsKey(Keys.slots(control.app()));
  }

  static AppRoutes derive(AppControl control, AppSpec spec, Slots slots) {
    SlotRoute canary = canary(slots, control.withdrawn());
    int percent =
        canary instanceof SlotRoute.Open(Member member) && servesStable(slots)
            ? control.canaryPercent(member.deployment())
            : 0;
    return new AppRoutes(
        spec.name(),
        spec.index(),
        spec.hosts(),
        percent,
        stable(slots, Slot.STABLE_1),
        stable(slots, Slot.STABLE_2),
        canary,
        control.shared().stickiness(),
        control.shared().manualChoice(),
        Interruption.present(control.interruption()),
        spec.visitors(),
        spec.tls());
  }

  /** A withdrawal is heard whatever else of the app can be read. */
  private static AppRoutes unread(AppRoutes kept, AppControl control) {
    return kept.canary() instanceof SlotRoute.Open(Member canary)
        ? control.withdrawn().of(canary).map(w -> kept.withoutCanary(reason(w))).orElse(kept)
        : kept;
  }

  private static String reason(Withdrawal withdrawal) {
    return "the canary was withdrawn: " + withdrawal.reason();
  }

  private static SlotRoute stable(Slots slots, Slot slot) {
    Member member = slots.in(slot).serving();
    return member == null ? empty(slot) : new SlotRoute.Open(member);
  }

  private static SlotRoute canary(Slots slots, Withdrawals withdrawn) {
    Member member = slots.in(Slot.CANARY).serving();
    if (member == null) {
      return empty(Slot.CANARY);
    }
    return withdrawn
        .of(member)
        .<SlotRoute>map(w -> new SlotRoute.Closed(reason(w)))
        .orElseGet(() -> new SlotRoute.Open(member));
  }

  private static boolean servesStable(Slots slots) {
    return Slot.STABLE.stream().anyMatch(slot -> slots.in(slot).serving() != null);
  }

  private static SlotRoute empty(Slot slot) {
    return new SlotRoute.Closed("nothing runs in slot " + slot.id());
  }
}
