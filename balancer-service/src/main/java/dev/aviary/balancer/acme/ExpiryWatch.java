package dev.aviary.balancer.acme;

import dev.aviary.contract.loop.Backoff;
import java.time.Duration;
import java.time.Instant;

/** When the owner is told of a certificate that does not come: its orders fail, or its renewal. */
final class ExpiryWatch {
  private static final Duration BEFORE_END = Duration.ofDays(14);

  private static final Duration MISSING_FOR = Duration.ofDays(1);

  private ExpiryWatch() {}

  /**
   * Whether the owner is told that orders for a host without a certificate fail: once they wait for
   * as long as they ever do, or have failed for a day.
   */
  static boolean tellsMissing(OrderRecord failing, Backoff backoff, Instant now) {
    Instant since = failing.failingSince();
    return failing.failures() > 0
        && (backoff.whole(failing.failures()).equals(backoff.most())
            || (since != null && !since.plus(MISSING_FOR).isAfter(now)));
  }

  /**
   * Two weeks before the end, or when a third of the time between the due renewal and the end is
   * left, whichever is earlier; never before the renewal is due.
   *
   * @param renewal when it was due
   * @param notAfter the end of the certificate
   */
  static Instant tellAt(Instant renewal, Instant notAfter) {
    Instant third = notAfter.minus(Duration.between(renewal, notAfter).dividedBy(3));
    Instant weeks = notAfter.minus(BEFORE_END);
    Instant earlier = third.isBefore(weeks) ? third : weeks;
    return earlier.isBefore(renewal) ? renewal : earlier;
  }
}
