package dev.aviary.balancer.admin;

import dev.aviary.contract.event.Event;
import dev.aviary.contract.event.EventLog;
import dev.aviary.contract.http.ProblemException;
import dev.aviary.contract.route.AppControl;
import dev.aviary.contract.route.ControlReader;
import dev.aviary.contract.route.ControlStore;
import dev.aviary.contract.route.Split;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Reads and changes how an app's requests are shared between its tracks. */
@Singleton
final class Splits {
  private final ControlReader reader;
  private final ControlStore store;
  private final EventLog events;
  private final InstantSource clock;

  Splits(ControlReader reader, ControlStore store, EventLog events, InstantSource clock) {
    this.reader = reader;
    this.store = store;
    this.events = events;
    this.clock = clock;
  }

  Split of(String app) {
    AppControl control = reader.read().apps().get(app);
    if (control == null) {
      throw ProblemException.notFound("no app is called '" + app + "'");
    }
    return control.split();
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
