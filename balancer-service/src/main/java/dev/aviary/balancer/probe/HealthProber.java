package dev.aviary.balancer.probe;

import dev.aviary.balancer.route.Backend;
import dev.aviary.balancer.route.CurrentTable;
import dev.aviary.balancer.route.Endpoint;
import dev.aviary.balancer.route.Health.ProbeRecord;
import dev.aviary.balancer.route.LiveApp;
import dev.aviary.contract.loop.BackgroundLoop;
import dev.aviary.contract.loop.BackgroundLoops;
import jakarta.inject.Singleton;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Probes every container that has routes. All probes of a round run at once, each on a virtual
 * thread; the next round begins an interval after the last one ended.
 */
@Singleton
public final class HealthProber {
  private static final Logger LOG = LoggerFactory.getLogger(HealthProber.class);

  private final CurrentTable table;
  private final ProbeSettings settings;
  private final BackgroundLoop loop;
  private boolean waited;

  HealthProber(CurrentTable table, ProbeSettings settings, BackgroundLoops loops) {
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
      // The builder probed every serving container, so the first round comes after an interval
      // too.
      waited = true;
      return;
    }
    try (ExecutorService probes = Executors.newVirtualThreadPerTaskExecutor()) {
      for (LiveApp app : table.get().apps()) {
        app.endpoints().forEach(endpoint -> probes.execute(() -> probe(app, endpoint)));
      }
    }
  }

  private void probe(LiveApp app, Endpoint endpoint) {
    Backend backend = endpoint.backend();
    // As it was made: the app's settings may be others by now.
    boolean succeeded = new Probe(backend.member(), settings.timeout()).succeeds();
    if (succeeded) {
      backend.sawUp();
    }
    boolean before = backend.health().well();
    ProbeRecord now =
        backend.health().probed(each -> each.next(succeeded, settings.fall(), settings.rise()));
    if (now.well() != before) {
      LOG.atWarn()
          .addKeyValue("app", app.name())
          .addKeyValue("slot", endpoint.slot().id())
          .addKeyValue("container", backend.member().container())
          .log(now.well() ? "A container is well again" : "A container failed its probes");
    }
  }
}
