package dev.aviary.balancer.account;

import dev.aviary.contract.loop.BackgroundLoop;
import dev.aviary.contract.loop.BackgroundLoops;
import dev.aviary.contract.telemetry.LatencyBounds;
import dev.aviary.contract.telemetry.TrafficInterval;
import dev.aviary.contract.telemetry.TrafficStore;
import io.lettuce.core.RedisException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds what each slot answered to the traffic stream, every second in which something happened or
 * in which the slot is set aside. A second that Redis does not take is dropped, because a late one
 * would be counted as another second.
 */
@Singleton
public final class TrafficReporter {
  private static final Logger LOG = LoggerFactory.getLogger(TrafficReporter.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final SlotMeters meters;
  private final RecentTraffic recent;
  private final TrafficStore store;
  private final BalancerId balancer;
  private final InstantSource clock;
  private final BackgroundLoop loop;
  private final Map<SlotMeter, Totals> reported = new HashMap<>();

  TrafficReporter(
      SlotMeters meters,
      RecentTraffic recent,
      TrafficStore store,
      BalancerId balancer,
      InstantSource clock,
      BackgroundLoops loops) {
    this.meters = meters;
    this.recent = recent;
    this.store = store;
    this.balancer = balancer;
    this.clock = clock;
    this.loop = loops.make("traffic-reporter", PAUSE, this::report);
  }

  public void start() {
    loop.start();
  }

  /** Reports the last second and no more. */
  public void stop() {
    loop.close();
    try {
      report();
    } catch (RuntimeException e) {
      // What is stopped after this must be stopped all the same.
      LOG.atError().setCause(e).log("Could not report the traffic of the last second");
    }
  }

  private void report() {
    Instant now = clock.instant();
    long at = System.nanoTime();
    meters.forget(at);
    reported.keySet().retainAll(meters.all());
    recent.forget();
    for (SlotMeter meter : meters.all()) {
      Totals totals = meter.totals();
      recent.read(meter, totals, at);
      Totals earlier = reported.put(meter, totals);
      Totals since = totals.since(earlier == null ? Totals.ZERO : earlier);
      long setAside = meters.routes(meter) ? meter.setAside(at) : 0;
      if (!since.idle() || setAside > 0) {
        append(meter, since, setAside, now);
      }
    }
  }

  private void append(SlotMeter meter, Totals since, long setAside, Instant at) {
    try {
      store.append(
          meter.app(),
          new TrafficInterval(
              balancer.toString(),
              at,
              meter.slot().id(),
              meter.release(),
              since.requests(),
              since.serverErrors(),
              since.connectFailures(),
              since.latency(),
              since.attempts(),
              since.failedAttempts(),
              LatencyBounds.named(since.millis()),
              Math.ceilDiv(setAside, SECOND_NANOS)));
    } catch (RedisException e) {
      LOG.atDebug().setCause(e).log("Dropped the traffic counts of one second");
    }
  }
}
