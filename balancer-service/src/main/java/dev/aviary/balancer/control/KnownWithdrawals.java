package dev.aviary.balancer.control;

import dev.aviary.balancer.route.AppRoutes;
import dev.aviary.balancer.route.RouteTable;
import dev.aviary.balancer.route.SlotRoute;
import dev.aviary.contract.route.AppControl;
import dev.aviary.contract.route.ControlState;
import dev.aviary.contract.route.Withdrawal;
import dev.aviary.contract.route.Withdrawals;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Every withdrawal that this balancer saw or made. The canary of each is taken out of every table,
 * and Redis is told those that it lacks.
 */
final class KnownWithdrawals {
  /** Withdrawals that are kept of one app: the newest. */
  private static final int KEPT = 100;

  private final Map<String, Withdrawals> byApp = new HashMap<>();

  /** Of those, by app, the fields that this Redis was told already: nothing is told twice. */
  private final Map<String, Set<String>> told = new HashMap<>();

  private @Nullable String epoch;

  void restore(Map<String, List<Withdrawal>> kept) {
    kept.forEach((app, withdrawals) -> byApp.put(app, Withdrawals.of(withdrawals)));
  }

  /** The first withdrawal of a deployment stands. */
  void add(String app, Withdrawal withdrawal) {
    byApp.merge(app, Withdrawals.of(List.of(withdrawal)), Withdrawals::and);
    prune(app);
  }

  /** These apps were removed. */
  void forget(Set<String> apps) {
    byApp.keySet().removeAll(apps);
    told.keySet().removeAll(apps);
  }

  /** Learns what Redis holds. */
  void learn(ControlState state) {
    if (!state.revision().epoch().equals(epoch)) {
      epoch = state.revision().epoch();
      told.clear();
    }
    for (AppControl control : state.apps().values()) {
      byApp.merge(control.app(), control.withdrawn(), (known, held) -> held.and(known));
      toldOf(control.app()).addAll(control.withdrawn().byField().keySet());
      prune(control.app());
    }
  }

  /** What Redis has not been told, as app and withdrawal. */
  List<Untold> untold() {
    var untold = new ArrayList<Untold>();
    byApp.forEach((app, withdrawals) ->
        withdrawals.byField().values().stream()
            .filter(each -> !toldOf(app).contains(each.field()))
            .forEach(each -> untold.add(new Untold(app, each))));
    return untold;
  }

  void told(Untold what) {
    toldOf(what.app()).add(what.withdrawal().field());
    prune(what.app());
  }

  /** The table without the canaries that are withdrawn. */
  RouteTable correct(RouteTable table) {
    return new RouteTable(table.apps().stream().map(this::correct).toList());
  }

  private AppRoutes correct(AppRoutes routes) {
    Withdrawals known = byApp.get(routes.app());
    if (known == null || !(routes.canary() instanceof SlotRoute.Open(var member))) {
      return routes;
    }
    return known
        .of(member)
        .map(withdrawal -> routes.withoutCanary("the canary was withdrawn: " + withdrawal.reason()))
        .orElse(routes);
  }

  Map<String, List<Withdrawal>> all() {
    var all = new HashMap<String, List<Withdrawal>>();
    byApp.forEach((app, withdrawals) -> all.put(app, newestFirst(withdrawals)));
    return all;
  }

  private void prune(String app) {
    Withdrawals known = byApp.getOrDefault(app, Withdrawals.NONE);
    if (known.byField().size() > KEPT) {
      known = Withdrawals.of(newestFirst(known).subList(0, KEPT));
      byApp.put(app, known);
    }
    toldOf(app).retainAll(known.byField().keySet());
  }

  private static List<Withdrawal> newestFirst(Withdrawals withdrawals) {
    return withdrawals.byField().values().stream()
        .sorted(Comparator.comparing(Withdrawal::at).reversed().thenComparing(Withdrawal::field))
        .toList();
  }

  /** Bounded as what is known is. */
  Set<String> toldOf(String app) {
    return told.computeIfAbsent(app, _ -> new HashSet<>());
  }

  record Untold(String app, Withdrawal withdrawal) {}
}
