package dev.aviary.balancer.route;

import dev.aviary.contract.app.TlsOptions;
import dev.aviary.contract.app.VisitorOptions;
import dev.aviary.contract.route.Interruption;
import dev.aviary.contract.route.Stickiness;
import dev.aviary.contract.testing.Golden;
import dev.aviary.contract.testing.GoldenCase;
import dev.aviary.contract.testing.GoldenValues;
import java.util.List;
import java.util.stream.Stream;

/** The stored forms of the route table. */
final class RouteTableFormsTest extends GoldenCase {
  RouteTableFormsTest() {
    super("golden");
  }

  @Override
  protected Stream<Golden> all() {
    return Stream.of(
        new Golden("route-table", table(GoldenValues.VISITORS, new TlsOptions("own", true, 3_600))),
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
                new Interruption.Pause(GoldenValues.AT),
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
                new SlotRoute.Open(GoldenValues.MEMBER_1),
                new SlotRoute.Open(GoldenValues.MEMBER_2),
                new SlotRoute.Closed("nothing runs in slot canary"))));
  }
}
