package dev.aviary.contract.golden;

import dev.aviary.contract.app.TlsOptions;
import dev.aviary.contract.app.VisitorOptions;
import dev.aviary.contract.route.AppRoutes;
import dev.aviary.contract.route.CanaryProgress;
import dev.aviary.contract.route.Interruption;
import dev.aviary.contract.route.RouteTable;
import dev.aviary.contract.route.SlotRoute;
import dev.aviary.contract.route.Split;
import dev.aviary.contract.route.Stickiness;
import dev.aviary.contract.route.Withdrawal;
import dev.aviary.contract.route.WithdrawalRequest;
import java.util.List;
import java.util.stream.Stream;

/** What decides where requests go, and the table that comes of it. */
final class GoldenRoutes {
  private GoldenRoutes() {}

  static Stream<Golden> all() {
    return Stream.of(
        new Golden("split", new Split(50, Stickiness.header("X-User"), true)),
        new Golden("split-share-least", Split.of(50)),
        new Golden("split-least", Split.of(33)),
        new Golden(
            "canary-progress",
            new CanaryProgress(
                "d-canary", 1, 3, 15, CanaryProgress.State.PAUSED, Things.AT, 312, "lunch")),
        new Golden(
            "canary-progress-least",
            new CanaryProgress(
                "d-canary", 0, 1, 33, CanaryProgress.State.RUNNING, Things.AT, 0, null)),
        new Golden("maintenance", new Interruption.Maintenance("Back at noon.", Things.AT)),
        new Golden("maintenance-least", new Interruption.Maintenance("Back at noon.", null)),
        new Golden("pause", new Interruption.Pause(Things.AT)),
        new Golden(
            "withdrawal",
            new Withdrawal(
                Things.CANARY.release().commit(), "d-canary", "CPU 97 %", Things.AT, "monitor")),
        new Golden(
            "withdrawal-request",
            new WithdrawalRequest(
                Things.CANARY.release().commit(), "d-canary", "CPU 97 %", "monitor")),
        new Golden("route-table", table(Things.VISITORS, new TlsOptions("own", true, 3_600))),
        new Golden(
            "route-table-interruption-least", table(VisitorOptions.DEFAULT, TlsOptions.DEFAULT)),
        new Golden("route-table-share-least", shares()),
        new Golden("route-table-least", RouteTable.EMPTY));
  }

  private static RouteTable table(VisitorOptions visitors, TlsOptions tls) {
    AppRoutes shares = shares().apps().getFirst();
    return new RouteTable(
        List.of(
            new AppRoutes(
                shares.app(),
                shares.index(),
                shares.hosts(),
                shares.canaryPercent(),
                shares.stable1(),
                shares.stable2(),
                shares.canary(),
                Stickiness.COOKIE,
                true,
                new Interruption.Pause(Things.AT),
                visitors,
                tls)));
  }

  private static RouteTable shares() {
    return new RouteTable(
        List.of(
            AppRoutes.plain(
                "shop",
                1,
                List.of("shop.example"),
                33,
                new SlotRoute.Open(Things.MEMBER_1),
                new SlotRoute.Open(Things.MEMBER_2),
                new SlotRoute.Closed("nothing runs in slot canary"))));
  }
}
