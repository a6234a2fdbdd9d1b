package dev.aviary.balancer.admin;

import dev.aviary.contract.event.Event;
import dev.aviary.contract.event.EventLog;
import dev.aviary.contract.route.ControlStore;
import dev.aviary.contract.route.Interruption;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Function;

/** Begins and ends maintenance and pauses; the later one takes the earlier one's place. */
@Singleton
final class Interruptions {
  private final KnownApps apps;
  private final ControlStore store;
  private final EventLog events;
  private final InstantSource clock;

  Interruptions(KnownApps apps, ControlStore store, EventLog events, InstantSource clock) {
    this.apps = apps;
    this.store = store;
    this.events = events;
    this.clock = clock;
  }

  /** Returns when it is written; the balancers apply it within moments. */
  Interruption begin(String app, Function<Instant, Interruption> asked) {
    apps.of(app);
    Interruption interruption = asked.apply(clock.instant());
    store.interrupt(app, interruption);
    tell(app, name(interruption) + "-began", described(interruption));
    return interruption;
  }

  /** Ends it if it is of that kind; otherwise there is nothing to end. */
  void end(String app, Class<? extends Interruption> kind) {
    Interruption present = apps.interruption(app);
    if (present != null && kind.isInstance(present)) {
      store.resume(app);
      tell(app, name(present) + "-ended", "by hand");
    }
  }

  private void tell(String app, String what, String why) {
    events.append(new Event(clock.instant(), "balancer", what, app, null, why));
  }

  private static String name(Interruption interruption) {
    return switch (interruption) {
      case Interruption.Maintenance maintenance -> "maintenance";
      case Interruption.Pause pause -> "pause";
    };
  }

  private static String described(Interruption interruption) {
    Instant until = interruption.until();
    String end = until == null ? "until it is ended" : "until " + until;
    return interruption instanceof Interruption.Maintenance maintenance
        ? maintenance.message() + " (" + end + ")"
        : end;
  }
}
