package dev.aviary.balancer.admin;

import dev.aviary.balancer.account.RecentTraffic;
import dev.aviary.balancer.route.CurrentTable;
import jakarta.inject.Singleton;

/** Shows the traffic of the apps that are routed to; needs no Redis. */
@Singleton
final class TrafficOverview {
  private final CurrentTable table;
  private final RecentTraffic recent;

  TrafficOverview(CurrentTable table, RecentTraffic recent) {
    this.table = table;
    this.recent = recent;
  }

  TrafficView of(String app) {
    if (table.get().app(app) == null) {
      throw KnownApps.unknown(app);
    }
    return new TrafficView(app, RecentTraffic.SECONDS, recent.of(app));
  }
}
