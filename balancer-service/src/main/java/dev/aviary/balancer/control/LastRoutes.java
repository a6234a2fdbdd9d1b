package dev.aviary.balancer.control;

import dev.aviary.contract.app.Check;
import dev.aviary.contract.route.RouteTable;
import dev.aviary.contract.route.Withdrawal;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What is kept on disk: enough to serve traffic after a restart without Redis.
 *
 * @param withdrawals every withdrawal that is known, by app
 * @param controls the splits and interruptions that are known, by app
 * @param removals when an app was last removed: all that is known of it is younger
 */
@Serdeable
record LastRoutes(
    RouteTable table,
    Map<String, List<Withdrawal>> withdrawals,
    Map<String, KeptControl> controls,
    Map<String, Instant> removals) {
  static final LastRoutes NONE = new LastRoutes(RouteTable.EMPTY, Map.of(), Map.of(), Map.of());

  LastRoutes {
    table = table == null ? RouteTable.EMPTY : table;
    withdrawals = Check.map(withdrawals, "withdrawals");
    controls = Check.map(controls, "controls");
    removals = Check.map(removals, "removals");
  }
}
