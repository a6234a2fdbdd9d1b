package dev.aviary.monitor.canary;

import dev.aviary.monitor.evidence.EvidenceSecond;
import dev.aviary.monitor.evidence.TrackCounts;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/*
 * A canary that refuses connections, or fails several times in a row, is sent hardly anything by
 * the balancer: the comparison of requests, which convicts by counts, would wait for counts that do
 * not come. What says it here is that stable answered meanwhile.
 */

/**
 * Finds a canary that answers no visitor: the balancer sets it aside, nothing of it succeeded
 * since, and stable answered over the same seconds. For one thread.
 */
final class SetAside {
  /** Over how many seconds stable must have answered. */
  private static final int WINDOW = 10;

  /** Failed attempts in a row that say it, at least. */
  static final int FAILURES = 3;

  /** Of a hundred attempts of stable so many may fail, and it still answers. */
  private static final int STABLE_FAILS_PERCENT = 20;

  private final Deque<EvidenceSecond> window = new ArrayDeque<>();
  private long inARow;
  private long firstFailure;
  private @Nullable String reason;

  /** Takes the next second. */
  void take(EvidenceSecond second) {
    window.addLast(second);
    while (second.second() - window.getFirst().second() >= WINDOW) {
      window.removeFirst();
    }
    TrackCounts canary = second.canary();
    if (canary.attempts() > canary.failed()) {
      inARow = 0;
    }
    if (canary.failed() > 0) {
      firstFailure = inARow == 0 ? second.second() : firstFailure;
      inARow = canary.attempts() > canary.failed() ? 0 : inARow + canary.failed();
    }
    reason = second.setAside() > 0 && inARow >= FAILURES ? said() : null;
  }

  /** Why it answers no visitor; null: it answers some, or that is not known. */
  @Nullable String reason() {
    return reason;
  }

  private @Nullable String said() {
    long attempts = 0;
    long failed = 0;
    for (EvidenceSecond each : window) {
      if (each.second() >= firstFailure) {
        attempts += each.stable().attempts();
        failed += each.stable().failed();
      }
    }
    if (attempts == 0 || failed * 100 > attempts * STABLE_FAILS_PERCENT) {
      return null;
    }
    return ("the last %d requests to it failed and the balancer sets it aside, while stable answered"
            + " %d of %d")
        .formatted(inARow, attempts - failed, attempts);
  }
}
