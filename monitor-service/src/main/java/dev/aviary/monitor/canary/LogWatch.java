package dev.aviary.monitor.canary;

import dev.aviary.contract.app.Member;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every few seconds whether the log of a canary's container floods, and only then at the logs
 * of stable. Begun by one thread; each reading waits on a thread of its own, one at a time.
 */
final class LogWatch {
  /** A container that starts may say more than one that serves. */
  static final Duration WARM_UP = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(LogWatch.class);

  private final LogReader reader;
  private final AtomicBoolean reading = new AtomicBoolean();
  private volatile @Nullable LogReport report;
  private boolean warned;
  private Instant nextAt = Instant.EPOCH;

  LogWatch(LogReader reader) {
    this.reader = reader;
  }

  /**
   * Begins a reading if one is due.
   *
   * @param startedAt of the canary's container
   */
  void look(Serving serving, Instant startedAt, Instant now) {
    if (now.isBefore(nextAt) || now.isBefore(startedAt.plus(WARM_UP))) {
      return;
    }
    nextAt = now.plus(LogVolume.SPAN);
    if (reading.compareAndSet(false, true)) {
      Thread.ofVirtual().name("canary-log").start(() -> read(serving, now));
    }
  }

  /** What the newest reading told; null: nothing is known. */
  @Nullable LogReport report() {
    return report;
  }

  private void read(Serving serving, Instant now) {
    LogReport before = report;
    try {
      report = report(serving, before == null ? null : before.floodsSince(), now);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException unknown) {
      report = null;
      tell(serving, unknown);
    } finally {
      reading.set(false);
    }
  }

  private LogReport report(Serving serving, @Nullable Instant since, Instant now)
      throws InterruptedException {
    LogVolume own = reader.read(serving.canary().container(), now);
    if (!own.floods()) {
      return LogReport.QUIET;
    }
    var stable = new ArrayList<LogVolume>();
    for (Member each : serving.stable()) {
      stable.add(reader.read(each.container(), now));
    }
    return new LogReport(
        since == null ? now.minus(LogVolume.SPAN) : since,
        own.toString(),
        noneLike(own, stable, serving.visitorsBesideStable()));
  }

  private static boolean noneLike(LogVolume own, List<LogVolume> stable, double visitors) {
    return stable.stream().noneMatch(each -> own.isLike(each, visitors));
  }

  /** Once, as it is said again and again else: of a log driver that cannot be read, for example. */
  private void tell(Serving serving, RuntimeException unknown) {
    if (!warned) {
      warned = true;
      LOG.atWarn()
          .addKeyValue("app", serving.app())
          .addKeyValue("deployment", serving.deployment())
          .addKeyValue("reason", unknown.getMessage())
          .log("Could not read a canary's log, whose volume is not judged");
    }
  }
}
