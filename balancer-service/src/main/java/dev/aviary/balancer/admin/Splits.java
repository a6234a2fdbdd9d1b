package dev.aviary.balancer.admin;

import dev.aviary.balancer.admin.ControlChanges.Next;
import dev.aviary.contract.event.Event;
import dev.aviary.contract.http.RequestAuthor;
import dev.aviary.contract.route.ControlStore;
import dev.aviary.contract.route.Recorded;
import dev.aviary.contract.route.Split;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Reads and changes how an app's requests are shared between its tracks. */
@Singleton
final class Splits {
  private final KnownApps apps;
  private final ControlStore store;
  private final ControlChanges changes;
  private final InstantSource clock;

  Splits(KnownApps apps, ControlStore store, ControlChanges changes, InstantSource clock) {
    this.apps = apps;
    this.store = store;
    this.changes = changes;
    this.clock = clock;
  }

  State<Split> of(String app) {
    apps.of(app);
    Recorded<Split> recorded = store.split(app);
    return new State<>(value(recorded), ControlChanges.tag(recorded));
  }

  /** Returns when it is in force, or is known not to be yet. */
  Change<Split> change(String app, SplitChange change, ChangeRequest asked) {
    apps.of(app);
    return changes.make(app, () -> store.split(app), asked, before -> next(app, before, change));
  }

  /** A split with the step that counts in its place, if one does. */
  SplitView view(String app, Split split) {
    return SplitView.of(split, apps.of(app));
  }

  private Next<Split> next(String app, Recorded<Split> before, SplitChange change) {
    Split was = value(before);
    Split split = change.of(was);
    if (split.equals(before.value())) {
      return new Next<>(split, null);
    }
    String why = GivenReason.after(described(split) + ", was " + described(was), split.reason());
    return new Next<>(
        split,
        new Event(clock.instant(), RequestAuthor.by("balancer"), "split-changed", app, null, why));
  }

  private static Split value(Recorded<Split> recorded) {
    Split split = recorded.value();
    return split == null ? Split.DEFAULT : split;
  }

  private static String described(Split split) {
    return "canaryPercent %d, stickiness %s, manualChoice %s"
        .formatted(split.canaryPercent(), split.stickiness(), split.manualChoice());
  }
}
