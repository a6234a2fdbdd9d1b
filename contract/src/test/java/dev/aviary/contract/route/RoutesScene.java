package dev.aviary.contract.route;

import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.Member;
import dev.aviary.contract.app.Occupancy;
import dev.aviary.contract.app.Slots;
import dev.aviary.contract.redis.Revision;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** The members and apps of which the tests of routes are made. */
final class RoutesScene {
  static final Member STABLE_1 = member("stable", '1', "c-stable-1", "10.213.0.10");
  static final Member STABLE_2 = member("stable", '1', "c-stable-2", "10.213.0.11");
  static final Member CANARY = member("canary", '2', "c-canary", "10.213.0.12");

  private RoutesScene() {}

  private static Member member(String name, char commit, String container, String host) {
    String sha = String.valueOf(commit).repeat(40);
    return new Member("shop-" + name, "d-" + name, sha, container, host, 5000, null);
  }

  @NullUnmarked // all that has a default is left out
  static AppSpec spec(String name, int index) {
    return new AppSpec(
        name,
        index,
        "file:///srv/git/" + name,
        null,
        null,
        null,
        List.of(name + ".example"),
        null,
        null);
  }

  static Slots slots(@Nullable Member stable1, @Nullable Member stable2, @Nullable Member canary) {
    return new Slots(serving(stable1), serving(stable2), serving(canary));
  }

  private static @Nullable Occupancy serving(@Nullable Member member) {
    return member == null ? null : new Occupancy(member, null, List.of());
  }

  static AppControl app(AppSpec spec, @Nullable Slots slots) {
    return new AppControl(
        spec.name(), spec, slots, null, Split.DEFAULT, null, Withdrawals.NONE, null, Map.of());
  }

  static AppRoutes derive(AppSpec spec, Slots slots, Split split, Withdrawals withdrawn) {
    var control =
        new AppControl(spec.name(), spec, slots, null, split, null, withdrawn, null, Map.of());
    return RouteDerivation.derive(control, spec, slots);
  }

  static ControlState state(AppControl... apps) {
    var byName = new HashMap<String, AppControl>();
    for (AppControl app : apps) {
      byName.put(app.app(), app);
    }
    return new ControlState(new Revision("epoch", 1), byName, Map.of());
  }

  static Withdrawals withdrawal(Member member, String reason) {
    return Withdrawals.of(
        List.of(
            new Withdrawal(
                member.commit(), member.deployment(), reason, Instant.EPOCH, "monitor")));
  }
}
