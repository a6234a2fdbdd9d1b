package dev.aviary.balancer.route;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/** Whether a container should get requests, by what its answers and its probes say. No locks. */
public final class Health {
  private final EjectionSettings settings;
  private final AtomicReference<Outlier> outlier = new AtomicReference<>(Outlier.NONE);
  private volatile ProbeRecord probes = ProbeRecord.WELL;

  Health(EjectionSettings settings) {
    this.settings = settings;
  }

  boolean available(long now) {
    return outlier.get().available(now) && probes.well();
  }

  /** Forgets all answers and probes. */
  void forget() {
    outlier.set(Outlier.NONE);
    probes = ProbeRecord.WELL;
  }

  void succeeded() {
    if (outlier.get().failures() > 0) {
      outlier.updateAndGet(Outlier::succeeded);
    }
  }

  /**
   * @param last no other container could answer
   */
  void failed(long now, boolean last) {
    outlier.updateAndGet(before -> before.failed(now, last, settings));
  }

  void refused(long now, boolean last) {
    outlier.updateAndGet(before -> before.refused(now, last, settings));
  }

  /** Changes what probes say. One thread at a time. */
  public ProbeRecord probed(UnaryOperator<ProbeRecord> next) {
    probes = next.apply(probes);
    return probes;
  }

  /** What probes say. */
  public boolean well() {
    return probes.well();
  }

  /** Nanoseconds for which what its answers say keeps it out; 0 when it does not. */
  long outFor(long now) {
    Outlier seen = outlier.get();
    return seen.available(now) ? 0 : seen.until() - now;
  }

  /** Nanoseconds for which failures in a row still keep it out; 0 when they do not. */
  public long ejectedFor(long now) {
    Outlier seen = outlier.get();
    return seen.ejected(now) ? seen.until() - now : 0;
  }
}
