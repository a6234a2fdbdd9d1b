package dev.aviary.balancer.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aviary.balancer.route.AppRoutes;
import dev.aviary.balancer.route.RouteTable;
import dev.aviary.balancer.route.SlotRoute;
import dev.aviary.contract.app.Member;
import dev.aviary.contract.telemetry.RoutedUrl;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SharesTest {

  @Test
  void stableMembersShareWhatTheCanaryLeaves() {
    assertEquals(List.of(30.0, 30.0, 40.0), shares(40, open(1), open(2), open(3)));
    assertEquals(List.of(60.0, 40.0), shares(40, open(1), closed(), open(3)));
    assertEquals(List.of(50.0, 50.0), shares(0, open(1), open(2), closed()));
  }

  @Test
  void aCanaryThatWaitsForAStableReleaseHasNoShare() {
    assertEquals(List.of(0.0), shares(0, closed(), closed(), open(3)));
  }

  @Test
  void aUrlNamesSlotReleaseAndAddress() {
    assertEquals(
        List.of(new RoutedUrl("app", "stable-1", "r1", "http://10.0.0.1:5000", 100.0)),
        of(0, open(1), closed(), closed()));
  }

  private static List<Double> shares(int percent, SlotRoute one, SlotRoute two, SlotRoute canary) {
    return of(percent, one, two, canary).stream().map(RoutedUrl::share).toList();
  }

  private static List<RoutedUrl> of(int percent, SlotRoute one, SlotRoute two, SlotRoute canary) {
    return Shares.of(
        new RouteTable(List.of(AppRoutes.plain("app", 0, List.of(), percent, one, two, canary))));
  }

  private static SlotRoute open(int n) {
    return new SlotRoute.Open(
        new Member("r" + n, "d" + n, "%040x".formatted(n), "c" + n, "10.0.0." + n, 5000, null));
  }

  private static SlotRoute closed() {
    return new SlotRoute.Closed("empty");
  }
}
