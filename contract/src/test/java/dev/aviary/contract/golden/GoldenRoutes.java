package dev.aviary.contract.golden;

import dev.aviary.contract.route.AppRoutes;
import dev.aviary.contract.route.RouteTable;
import dev.aviary.contract.route.SlotRoute;
import dev.aviary.contract.route.Split;
import dev.aviary.contract.route.Withdrawal;
import java.util.List;
import java.util.stream.Stream;

/** What decides where requests go, and the table that comes of it. */
final class GoldenRoutes {
  private GoldenRoutes() {}

  static Stream<Golden> all() {
    return Stream.of(
        new Golden("split", new Split(50)),
        new Golden("split-least", new Split(33)),
        new Golden(
            "withdrawal",
            new Withdrawal(
                Things.CANARY.release().commit(), "d-canary", "CPU 97 %", Things.AT, "monitor")),
        new Golden("route-table", table()),
        new Golden("route-table-least", RouteTable.EMPTY));
  }

  private static RouteTable table() {
    return new RouteTable(
        List.of(
            new AppRoutes(
                "shop",
                1,
                List.of("shop.example"),
                33,
                new SlotRoute.Open(Things.MEMBER_1),
                new SlotRoute.Open(Things.MEMBER_2),
                new SlotRoute.Closed("nothing runs in slot canary"))));
  }
}
