package dev.aviary.contract.testing;

import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.Member;
import dev.aviary.contract.app.Occupancy;
import dev.aviary.contract.app.Slots;
import dev.aviary.contract.redis.Revision;
import dev.aviary.contract.route.AppControl;
import dev.aviary.contract.route.ControlState;
import dev.aviary.contract.route.Split;
import dev.aviary.contract.route.Withdrawal;
import dev.aviary.contract.route.Withdrawals;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** The members and apps of which tests of the control keys are made. */
public final class ControlScene {
  public static final Member STABLE_1 = member("stable", '1', "c-stable-1", "10.213.0.10");
  public static final Member STABLE_2 = member("stable", '1', "c-stable-2", "10.213.0.11");
  public static final Member CANARY = member("canary", '2', "c-canary", "10.213.0.12");

  private ControlScene() {}

  private static Member member(String name, char commit, String container, String host) {
    String sha = String.valueOf(commit).repeat(40);
    return new Member("shop-" + name, "d-" + name, sha, container, host, 5000, null);
  }

  @NullUnmarked // all that has a default is left out
  public static AppSpec spec(String name, int index) {
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

  public static Slots slots(
      @Nullable Member stable1, @Nullable Member stable2, @Nullable Member canary) {
    return new Slots(serving(stable1), serving(stable2), serving(canary));
  }

  private static @Nullable Occupancy serving(@Nullable Member member) {
    return member == null ? null : new Occupancy(member, null, List.of());
  }

  public static AppControl app(AppSpec spec, @Nullable Slots slots) {
    return new AppControl(
        spec.name(), spec, slots, null, Split.DEFAULT, null, Withdrawals.NONE, null, Map.of());
  }

  public static ControlState state(AppControl... apps) {
    var byName = new HashMap<String, AppControl>();
    for (AppControl app : apps) {
      byName.put(app.app(), app);
    }
    return new ControlState(new Revision("epoch", 1), byName, Map.of());
  }

  public static Withdrawals withdrawal(Member member, String reason) {
    return Withdrawals.of(
        List.of(
            new Withdrawal(
                member.commit(), member.deployment(), reason, Instant.EPOCH, "monitor")));
  }
}
