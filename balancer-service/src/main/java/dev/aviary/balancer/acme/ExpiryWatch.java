package dev.aviary.balancer.acme;

import java.time.Duration;
import java.time.Instant;

/** When the owner is told that a certificate will expire: its renewal fails, and time runs out. */
final class ExpiryWatch {
  private static final Duration BEFORE_END = Duration.ofDays(14);

  private ExpiryWatch() {}

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
