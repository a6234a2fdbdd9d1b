package dev.aviary.balancer.simulation;

import dev.aviary.balancer.account.SlotMeters;
import dev.aviary.balancer.route.AppRoutes;
import dev.aviary.balancer.route.Backends;
import dev.aviary.balancer.route.ConsoleHost;
import dev.aviary.balancer.route.EjectionSettings;
import dev.aviary.balancer.route.Endpoint;
import dev.aviary.balancer.route.LiveApp;
import dev.aviary.balancer.route.LiveTableFactory;
import dev.aviary.balancer.route.PinCookieCodec;
import dev.aviary.balancer.route.PinKey;
import dev.aviary.balancer.route.RouteTable;
import dev.aviary.balancer.route.SlotRoute;
import dev.aviary.balancer.route.StickinessSettings;
import dev.aviary.contract.app.Member;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** An app of a scenario: its routes as the balancer makes them, and its containers. */
final class SimulatedApp {
  private final InstantSource clock = () -> Instant.EPOCH;
  private final LiveTableFactory maker =
      new LiveTableFactory(
          new Backends(
              new EjectionSettings(5, Duration.ofSeconds(30), Duration.ofSeconds(300)), () -> {}),
          new SlotMeters(),
          new PinCookieCodec(
              PinKey.derived("simulation"), new StickinessSettings(Duration.ofDays(1)), clock),
          clock,
          ConsoleHost.NONE);
  private final Map<String, Container> containers = new HashMap<>();
  private final Scenario scenario;

  SimulatedApp(Scenario scenario) {
    this.scenario = scenario;
    containers.put("stable-1", new Container(scenario.stable1()));
    containers.put("stable-2", new Container(scenario.stable2()));
    containers.put("canary", new Container(scenario.canary()));
    containers.put("successor", new Container(scenario.successor()));
  }

  LiveApp before() {
    return routes("stable-2");
  }

  /** After the second member was replaced, where the scenario replaces it. */
  LiveApp after() {
    return routes(scenario.successor().equals(scenario.stable2()) ? "stable-2" : "successor");
  }

  Container of(Endpoint place) {
    return Objects.requireNonNull(containers.get(place.backend().member().container()));
  }

  private LiveApp routes(String second) {
    var app =
        AppRoutes.plain(
            "app",
            0,
            List.of(),
            scenario.canaryPercent(),
            open("stable-1"),
            open(second),
            scenario.canaryPercent() > 0 ? open("canary") : new SlotRoute.Closed("none"));
    return Objects.requireNonNull(maker.make(new RouteTable(List.of(app))).app("app"));
  }

  private static SlotRoute open(String container) {
    return new SlotRoute.Open(
        new Member(container, container, "0".repeat(40), container, "127.0.0.1", 5000, null));
  }
}
