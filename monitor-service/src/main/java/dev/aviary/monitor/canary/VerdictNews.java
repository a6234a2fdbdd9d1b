package dev.aviary.monitor.canary;

import dev.aviary.contract.judgement.CanaryVerdict;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Says when another verdict of a canary is news for the timeline: good and bad at once, "not
 * enough" when it has stood for a while, so that a verdict at the edge of what is known is no
 * stream of news. For one thread.
 */
final class VerdictNews {
  /** How long "not enough" must stand before it is news. */
  static final Duration STANDS = Duration.ofMinutes(1);

  private @Nullable CanaryVerdict announced;
  private CanaryVerdict seen = CanaryVerdict.NOT_ENOUGH;
  private Instant seenSince = Instant.MAX;

  /**
   * @param announced what a monitor before this one told last; null: nothing
   */
  VerdictNews(@Nullable CanaryVerdict announced) {
    this.announced = announced;
  }

  /** Whether the timeline is due to tell this verdict. */
  boolean isDue(CanaryVerdict verdict, Instant now) {
    if (seen != verdict || seenSince.equals(Instant.MAX)) {
      seen = verdict;
      seenSince = now;
    }
    // Every deployment begins with "not enough", so that is not written to the timeline.
    CanaryVerdict before = announced == null ? CanaryVerdict.NOT_ENOUGH : announced;
    return verdict != before
        && (verdict != CanaryVerdict.NOT_ENOUGH || !now.isBefore(seenSince.plus(STANDS)));
  }

  void told(CanaryVerdict verdict) {
    announced = verdict;
  }

  /** What was told last; null: nothing. */
  @Nullable CanaryVerdict announced() {
    return announced;
  }
}
