package dev.aviary.balancer.route;

import dev.aviary.balancer.account.SlotMeter;
import dev.aviary.balancer.account.SlotMeters;
import dev.aviary.balancer.client.AppRate;
import dev.aviary.balancer.route.LiveTable.HostRoutes;
import dev.aviary.balancer.route.TrackRule.Pins;
import dev.aviary.contract.app.RequestRate;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.route.Interruption;
import dev.aviary.contract.route.Stickiness;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes a {@link LiveTable} of a route table. Counts live on from table to table: the sequence of
 * the split, requests in flight, retries, paused requests.
 */
public final class LiveTableFactory {
  private final Backends backends;
  private final SlotMeters meters;
  private final PinCookieCodec cookies;
  private final InstantSource clock;
  private final ConsoleHost consoleHost;
  private final @Nullable LiveApp console;

  /** Of the apps of the present table. */
  private final Map<String, LiveApp.Shared> shared = new HashMap<>();

  public LiveTableFactory(
      Backends backends,
      SlotMeters meters,
      PinCookieCodec cookies,
      InstantSource clock,
      ConsoleHost consoleHost) {
    this.consoleHost = consoleHost;
    this.console = console(consoleHost.routes());
    this.backends = backends;
    this.meters = meters;
    this.cookies = cookies;
    this.clock = clock;
  }

  /** One object for all tables, so that its connections are kept. */
  private static @Nullable LiveApp console(@Nullable AppRoutes routes) {
    return routes != null && routes.stable1() instanceof SlotRoute.Open(var member)
        ? FixedApp.of(routes, member)
        : null;
  }

  /** Not for two threads at a time. */
  public LiveTable make(RouteTable source) {
    var byName = new HashMap<String, LiveApp>();
    var byHost = new HashMap<String, List<LiveApp>>();
    var redirecting = new HashMap<String, LiveApp>();
    var otherwise = new ArrayList<LiveApp>();
    for (AppRoutes routes : source.apps()) {
      LiveApp app = make(routes);
      byName.put(routes.app(), app);
      if (routes.hosts().isEmpty()) {
        otherwise.add(app);
      }
      routes
          .hosts()
          .forEach(host -> byHost.computeIfAbsent(host, key -> new ArrayList<>()).add(app));
      routes.visitors().redirects().forEach(host -> redirecting.putIfAbsent(host, app));
    }
    var hosts = new HashMap<String, HostRoutes>();
    redirecting.forEach((host, app) -> hosts.put(host, HostRoutes.whole(app)));
    byHost.forEach((host, apps) -> hosts.put(host, HostRoutes.of(apps)));
    shared.keySet().retainAll(byName.keySet());
    LiveApp beside = consoleHost.beside(source) == null ? null : console;
    if (beside != null) {
      hosts.put(beside.ownHost(), HostRoutes.of(List.of(beside)));
    }
    HostRoutes others = otherwise.isEmpty() ? null : HostRoutes.of(otherwise);
    var table = new LiveTable(source, byName, hosts, others, beside);
    meters.routed(table.meters());
    return table;
  }

  private LiveApp make(AppRoutes routes) {
    var endpoints = new EnumMap<Slot, Endpoint>(Slot.class);
    for (Slot slot : Slot.values()) {
      if (routes.at(slot) instanceof SlotRoute.Open(var member)) {
        SlotMeter meter = meters.of(routes.app(), slot, member.release());
        Backend backend = backends.of(member);
        meter.setAsideBy(backend.health()::outFor);
        endpoints.put(slot, new Endpoint(routes.app(), slot, backend, meter));
      }
    }
    LiveApp.Shared counts =
        shared.compute(
            routes.app(),
            (app, known) -> rated(known == null ? LiveApp.Shared.unused() : known, routes));
    return new LiveApp(
        routes, endpoints, rule(routes, counts.sequence()), counts, interruption(routes));
  }

  /** A limit counts on from table to table, until its settings are others. */
  private LiveApp.Shared rated(LiveApp.Shared known, AppRoutes routes) {
    RequestRate wanted = routes.visitors().rate();
    AppRate present = known.rate();
    if (wanted == null) {
      return present == null ? known : known.with(null);
    }
    return present != null && present.hasSettings(wanted)
        ? known
        : known.with(new AppRate(wanted, meters.overRate(routes.app())));
  }

  private @Nullable TimedInterruption interruption(AppRoutes routes) {
    return TimedInterruption.of(
        Interruption.present(routes.interruption()), clock.instant(), System.nanoTime());
  }

  private TrackRule rule(AppRoutes routes, SplitSequence split) {
    return new TrackRule(
        routes.manualChoice(),
        pins(routes, split),
        split,
        routes.canaryPercent(),
        routes.visitors().access().alwaysCanary());
  }

  private @Nullable Pins pins(AppRoutes routes, SplitSequence split) {
    if (!(routes.canary() instanceof SlotRoute.Open(var canary))) {
      return null;
    }
    int percent = routes.canaryPercent();
    Stickiness stickiness = routes.stickiness();
    return switch (stickiness.by()) {
      case NONE -> null;
      case COOKIE ->
          new CookiePins(cookies, cookieName(routes), routes.app(), canary, split, percent);
      case HEADER -> new HeaderPins(stickiness.header(), routes.app(), canary, split, percent);
    };
  }

  /** Apps that share a host by path have cookies of their own names. */
  private static CharSequence cookieName(AppRoutes routes) {
    return routes.visitors().paths().isEmpty()
        ? PinCookieCodec.NAME
        : PinCookieCodec.NAME + "-" + routes.app();
  }
}
