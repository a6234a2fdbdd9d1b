package dev.aviary.monitor.alert;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What waits for the alert desk. Samples come again every second: of too many the newest are left
 * out, which is counted and told once. Evidence does not come again, so it is never left out: of
 * one container and one kind the last counts, and there is no more of it than there are containers.
 */
final class AlertIntake {
  private static final Logger LOG = LoggerFactory.getLogger(AlertIntake.class);

  private final int most;
  private final Counter leftOut;
  private List<Runnable> samples = new ArrayList<>();
  private LinkedHashMap<Kind, Runnable> evidence = new LinkedHashMap<>();
  private long leftOutNow;

  /** Evidence of one kind about one container. */
  private record Kind(String container, String name) {}

  /**
   * @param most samples that wait at a time
   */
  AlertIntake(int most, MeterRegistry registry) {
    this.most = most;
    this.leftOut = registry.counter("aviary.alerts.samples.left.out");
  }

  /** Adds what a sample, or a list of containers, says. */
  synchronized void sample(Runnable task) {
    if (samples.size() < most) {
      samples.add(task);
      return;
    }
    leftOut.increment();
    if (leftOutNow++ == 0) {
      LOG.atWarn()
          .addKeyValue("waiting", most)
          .log("Skipping samples: too many wait; evidence against a container is kept");
    }
  }

  /** Adds evidence in place of what waits of that kind about that container. */
  synchronized void evidence(String container, String kind, Runnable task) {
    evidence.putLast(new Kind(container, kind), task);
  }

  /** Takes all that waits: samples first, each in the order in which they came. */
  synchronized List<Runnable> take() {
    List<Runnable> taken = samples;
    taken.addAll(evidence.values());
    samples = new ArrayList<>();
    evidence = new LinkedHashMap<>();
    if (leftOutNow > 0) {
      LOG.atInfo()
          .addKeyValue("samples", leftOutNow)
          .log("Processing all samples again after some were skipped");
      leftOutNow = 0;
    }
    return taken;
  }
}
