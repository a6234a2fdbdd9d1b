package dev.aviary.balancer.admin;

import dev.aviary.contract.event.Event;
import dev.aviary.contract.event.EventLog;
import dev.aviary.contract.route.ControlStore;
import dev.aviary.contract.route.Split;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Reads and changes how an app's requests are shared between its tracks. */
@Singleton
final class Splits {
  private final KnownApps apps;
  private final ControlStore store;
  private final EventLog events;
  private final InstantSource clock;

  Splits(KnownApps apps, ControlStore store, EventLog events, InstantSource clock) {
    this.apps = apps;
    this.store = store;
    this.events = events;
    this.clock = clock;
  }

  Split of(String app) {
    return apps.of(app).shared();
  }

  /** Returns when it is written; the balancers apply it within moments. */
  Split change(String app, SplitChange change) {
    Split before = of(app);
    Split split = change.of(before);
    store.split(app, split);
    events.append(
        new Event(
            clock.instant(),
            "balancer",
            "split-changed",
            app,
            null,
            described(split) + ", was " + described(before)));
    return split;
  }

  private static String described(Split split) {
    return "canaryPercent %d, stickiness %s, manualChoice %s"
        .formatted(split.canaryPercent(), split.stickiness(), split.manualChoice());
  }
}
