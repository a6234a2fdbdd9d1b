package dev.aviary.balancer.route;

import dev.aviary.balancer.account.SlotMeter;
import dev.aviary.contract.app.Member;
import dev.aviary.contract.app.Slot;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Routes that no control key changes: one address, outside of every table. It is neither probed nor
 * ejected, and counts in no app's traffic.
 */
public final class FixedApp {
  private static final String NO_COMMIT = "0".repeat(40);
  private static final EjectionSettings NEVER_EJECTED =
      new EjectionSettings(1_000, Duration.ofSeconds(1), Duration.ofSeconds(1));

  private FixedApp() {}

  /**
   * @param name what the access log calls it
   * @param host an address
   */
  public static LiveApp at(String name, String host, int port) {
    var member = new Member(name, name, NO_COMMIT, name, host, port, null);
    var nothing = new SlotRoute.Closed("there is one address only");
    return of(
        AppRoutes.plain(name, 0, List.of(), 0, new SlotRoute.Open(member), nothing, nothing),
        member);
  }

  /**
   * The app of these routes.
   *
   * @param member the one that they lead to, in the first slot
   */
  static LiveApp of(AppRoutes routes, Member member) {
    String name = routes.app();
    LiveApp.Shared shared = LiveApp.Shared.unused();
    var endpoint =
        new Endpoint(
            name,
            Slot.STABLE_1,
            new Backend(member, NEVER_EJECTED, () -> {}),
            new SlotMeter(name, Slot.STABLE_1, name));
    return new LiveApp(
        routes,
        Map.of(Slot.STABLE_1, endpoint),
        new TrackRule(false, null, shared.sequence(), 0, false),
        shared,
        null);
  }
}
