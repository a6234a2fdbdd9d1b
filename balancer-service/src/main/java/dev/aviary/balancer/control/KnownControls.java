package dev.aviary.balancer.control;

import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.route.AppControl;
import dev.aviary.contract.route.ControlState;
import dev.aviary.contract.route.Interruption;
import dev.aviary.contract.route.Split;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The splits and interruptions that this balancer last saw. If Redis lost them, they stay in force
 * and are written again.
 */
final class KnownControls {
  private final Map<String, KeptControl> byApp = new HashMap<>();
  private final Map<String, Lost> lost = new HashMap<>();

  /** What Redis does not hold any more. */
  record Lost(String app, @Nullable Split split, Interruption.@Nullable Present interruption) {}

  void restore(Map<String, KeptControl> kept) {
    byApp.putAll(kept);
  }

  /** These apps were removed. */
  void forget(Set<String> apps) {
    byApp.keySet().removeAll(apps);
  }

  /** Learns what is there, and puts in what was lost. */
  ControlState complete(ControlState state) {
    lost.clear();
    var apps = new HashMap<String, AppControl>();
    state.apps().forEach((app, control) -> apps.put(app, complete(control, epoch(state))));
    return new ControlState(state.revision(), apps, state.removals());
  }

  private AppControl complete(AppControl control, String epoch) {
    String app = control.app();
    KeptControl kept = byApp.getOrDefault(app, new KeptControl(epoch, null, null));
    // A split is never ended, so one that is missing was lost. An interruption that is missing has
    // ended, unless all that Redis held is missing; one that was ended by hand is on record.
    Split split = control.split() == null ? kept.split() : control.split();
    boolean believed =
        control.interruption() != null
            || (kept.epoch().equals(epoch)
                && !control.unreadable().containsKey(Keys.maintenance(app)));
    Interruption.Present interruption =
        believed
            ? Interruption.present(control.interruption())
            : Interruption.present(kept.interruption());
    boolean splitLost = control.split() == null && split != null;
    boolean interruptionLost = !believed && interruption != null;
    if (splitLost || interruptionLost) {
      lost.put(
          app, new Lost(app, splitLost ? split : null, interruptionLost ? interruption : null));
    }
    byApp.put(app, new KeptControl(interruptionLost ? kept.epoch() : epoch, split, interruption));
    return control.with(split, interruption);
  }

  List<Lost> lost() {
    return List.copyOf(lost.values());
  }

  void told(Lost what) {
    lost.remove(what.app(), what);
  }

  Map<String, KeptControl> all() {
    return Map.copyOf(byApp);
  }

  private static String epoch(ControlState state) {
    return state.revision().epoch();
  }
}
