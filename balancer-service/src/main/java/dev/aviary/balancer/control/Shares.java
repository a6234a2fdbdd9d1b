package dev.aviary.balancer.control;

import dev.aviary.balancer.route.AppRoutes;
import dev.aviary.balancer.route.RouteTable;
import dev.aviary.balancer.route.SlotRoute;
import dev.aviary.contract.app.Member;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.telemetry.RoutedUrl;
import java.util.List;
import java.util.stream.Stream;

/** The URLs that a table sends public requests to, each with its share of them. */
public final class Shares {
  private Shares() {}

  public static List<RoutedUrl> of(RouteTable table) {
    return table.apps().stream().flatMap(Shares::of).toList();
  }

  private static Stream<RoutedUrl> of(AppRoutes app) {
    int canary = app.canaryMember() == null ? 0 : app.canaryPercent();
    int stable = app.stableMembers().size();
    return Stream.of(Slot.values())
        .filter(slot -> app.at(slot) instanceof SlotRoute.Open)
        .map(slot -> url(app, slot, slot == Slot.CANARY ? canary : (100.0 - canary) / stable));
  }

  private static RoutedUrl url(AppRoutes app, Slot slot, double share) {
    Member member = ((SlotRoute.Open) app.at(slot)).member();
    return new RoutedUrl(
        app.app(),
        slot.id(),
        member.release(),
        "http://" + member.host() + ":" + member.port(),
        share);
  }
}
