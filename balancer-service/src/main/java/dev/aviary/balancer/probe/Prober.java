package dev.aviary.balancer.probe;

import dev.aviary.balancer.route.Backend;
import dev.aviary.balancer.route.CurrentTable;
import dev.aviary.balancer.route.LiveApp;
import dev.aviary.balancer.route.Place;
import dev.aviary.balancer.route.ProbeRecord;
import dev.aviary.contract.loop.BackgroundLoop;
import dev.aviary.contract.loop.BackgroundLoops;
import jakarta.inject.Singleton;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Probes every container that has routes, all of them at once and each on a virtual thread; a round
 * begins when the last one is over and the interval has passed.
 */
@Singleton
public final class Prober {
  private static final Logger LOG = LoggerFactory.getLogger(Prober.class);

  private final CurrentTable table;
  private final ProbeSettings settings;
  private final BackgroundLoop loop;
  private boolean waited;

  Prober(CurrentTable table, ProbeSettings settings, BackgroundLoops loops) {
    this.table = table;
    this.settings = settings;
    this.loop = loops.make("prober", settings.interval(), this::round);
  }

  public void start() {
    loop.start();
  }

  /** Returns when no probe is under way any more. */
  public void stop() {
    loop.close();
  }

  private void round() {
    if (!waited) {
      // The first round comes after an interval too: whoever serves was probed by whoever put it
      // there.
      waited = true;
      return;
    }
    try (ExecutorService probes = Executors.newVirtualThreadPerTaskExecutor()) {
      for (LiveApp app : table.get().apps()) {
        app.places().forEach(place -> probes.execute(() -> probe(app, place)));
      }
    }
  }

  private void probe(LiveApp app, Place place) {
    Backend backend = place.backend();
    // As it was made: the app's settings may be others by now.
    boolean succeeded =
        new Probe(backend.address(), backend.member(), settings.timeout()).succeeds();
    if (succeeded) {
      backend.sawUp();
    }
    boolean before = backend.health().well();
    ProbeRecord now =
        backend.health().probed(each -> each.next(succeeded, settings.fall(), settings.rise()));
    if (now.well() != before) {
      LOG.atWarn()
          .addKeyValue("app", app.name())
          .addKeyValue("slot", place.slot().id())
          .addKeyValue("container", backend.member().container())
          .log(now.well() ? "A container is well again" : "A container failed its probes");
    }
  }
}
