package dev.aviary.balancer.route;

import java.time.Duration;
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

  /**
   * What a container's answers to real requests say of it: pure. Failures in a row eject it for a
   * while, each time for longer (Envoy's outlier detection); time without an ejection makes the
   * next one shorter again. A single refused connection makes it be passed over for a moment.
   *
   * @param failures in a row: 5xx, refused connections, answers that broke off
   * @param repeats ejections that count, the last one included
   * @param ejected whether it was failures in a row that last put it out
   * @param out whether it was ever put out, so that {@code until} means something
   * @param until {@link System#nanoTime()} at which it is used again
   */
  record Outlier(int failures, int repeats, boolean ejected, boolean out, long until) {
    static final Outlier NONE = new Outlier(0, 0, false, false, 0);

    /** How long a container that refused a connection is passed over, where others can answer. */
    static final Duration PASSED_OVER = Duration.ofSeconds(2);

    boolean available(long now) {
      return !out || until - now <= 0;
    }

    /** Whether failures in a row keep it out at that moment. */
    boolean ejected(long now) {
      return ejected && !available(now);
    }

    Outlier succeeded() {
      return failures == 0 ? this : new Outlier(0, repeats, ejected, out, until);
    }

    /**
     * @param last no other container could answer: this one stays
     */
    Outlier failed(long now, boolean last, EjectionSettings settings) {
      if (ejected(now)) {
        return this;
      }
      int inARow = Math.min(failures + 1, settings.failures());
      if (inARow < settings.failures() || last) {
        return new Outlier(inARow, repeats, ejected, out, until);
      }
      int counted = counted(now, settings) + 1;
      return new Outlier(0, counted, true, true, now + settings.duration(counted).toNanos());
    }

    Outlier refused(long now, boolean last, EjectionSettings settings) {
      Outlier failed = failed(now, last, settings);
      return failed.ejected(now)
          ? failed
          : new Outlier(
              failed.failures, counted(now, settings), false, true, now + PASSED_OVER.toNanos());
    }

    /** Each base time since it came back takes one ejection from its record. */
    private int counted(long now, EjectionSettings settings) {
      if (repeats == 0 || until - now > 0) {
        return repeats;
      }
      return (int) Math.max(0, repeats - (now - until) / settings.base().toNanos());
    }
  }

  /**
   * What probes say of a container: pure. It is well until so many in a row failed, and then again
   * when so many in a row succeeded.
   *
   * @param run probes in a row that contradict {@code well}
   */
  public record ProbeRecord(boolean well, int run) {
    /** The start: the builder probed a container before it serves. */
    public static final ProbeRecord WELL = new ProbeRecord(true, 0);

    /**
     * @param fall failures in a row after which it is not well
     * @param rise successes in a row after which it is well again
     */
    public ProbeRecord next(boolean succeeded, int fall, int rise) {
      if (succeeded == well) {
        return run == 0 ? this : new ProbeRecord(well, 0);
      }
      boolean turns = run + 1 >= (well ? fall : rise);
      return turns ? new ProbeRecord(!well, 0) : new ProbeRecord(well, run + 1);
    }
  }
}
