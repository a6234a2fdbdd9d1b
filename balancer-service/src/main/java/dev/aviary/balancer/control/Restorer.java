package dev.aviary.balancer.control;

import dev.aviary.contract.event.Event;
import dev.aviary.contract.event.EventLog;
import dev.aviary.contract.redis.AtomicWrite;
import dev.aviary.contract.redis.Writes;
import dev.aviary.contract.route.ControlStore;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the split and the interruption of an app again after Redis lost them, with an event. */
@Singleton
final class Restorer {
  private static final Logger LOG = LoggerFactory.getLogger(Restorer.class);
  private static final String BY = "balancer";

  private final ControlStore store;
  private final Writes writes;
  private final EventLog events;
  private final InstantSource clock;

  Restorer(ControlStore store, Writes writes, EventLog events, InstantSource clock) {
    this.store = store;
    this.writes = writes;
    this.events = events;
    this.clock = clock;
  }

  /** What another balancer, or a person, has written since is left as it is. */
  void restore(KnownControls.Lost lost) {
    if (lost.split() != null) {
      write(lost.app(), "split-restored", store.restore(writes.begin(), lost.app(), lost.split()));
    }
    if (lost.interruption() != null) {
      write(
          lost.app(),
          "interruption-restored",
          store.restore(writes.begin(), lost.app(), lost.interruption()));
    }
  }

  private void write(String app, String what, AtomicWrite write) {
    String why = "Redis had lost it; the balancer restored it";
    if (events
        .append(write, new Event(clock.instant(), BY, what, app, null, why))
        .run()
        .written()) {
      LOG.atWarn()
          .addKeyValue("app", app)
          .addKeyValue("what", what)
          .log("Restored what Redis lost");
    }
  }
}
