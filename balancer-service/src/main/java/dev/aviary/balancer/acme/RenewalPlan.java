package dev.aviary.balancer.acme;

import dev.aviary.contract.app.Check;
import io.micronaut.serde.annotation.Serdeable;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * When a certificate is to be renewed.
 *
 * @param serial number of the certificate, in hexadecimal
 * @param at the moment of the renewal
 * @param askAgain when the authority may be asked again for the window that it suggests
 */
@Serdeable
record RenewalPlan(String serial, Instant at, Instant askAgain) {
  /** How often an authority that says nothing of it is asked (RFC 9773, section 4.3.3). */
  static final Duration ASK = Duration.ofHours(6);

  /** The bounds of what an authority says of it: a day keeps a window that moves in sight. */
  private static final Duration ASK_LEAST = Duration.ofMinutes(1);

  private static final Duration ASK_MOST = Duration.ofDays(1);

  /**
   * A window counts but for the first and the last part of the lifetime, of so many. An authority
   * may suggest what is too late, or always what is over, which would make a loop of renewals.
   */
  private static final int PARTS = 6;

  /** The first part is not longer than this. */
  private static final Duration EARLIEST = Duration.ofHours(6);

  RenewalPlan {
    Check.text(serial, "serial");
    Check.present(at, "at");
    Check.present(askAgain, "askAgain");
  }

  /** A window in which an authority suggests a renewal (RFC 9773, section 4.2). */
  record Window(Instant start, Instant end) {}

  /**
   * In the last third of the lifetime. Certificates that were issued together are renewed at
   * moments of their own within its first tenth.
   */
  static RenewalPlan byLifetime(X509Certificate certificate, Instant now) {
    Instant end = certificate.getNotAfter().toInstant();
    Duration lifetime = Duration.between(certificate.getNotBefore().toInstant(), end);
    Duration third = lifetime.dividedBy(3);
    double part = new Random(certificate.getSerialNumber().hashCode()).nextDouble() / 10;
    Instant at = end.minus(third).plusMillis((long) (third.toMillis() * part));
    return new RenewalPlan(serial(certificate), at, now.plus(ASK));
  }

  /**
   * At a random moment of the window; when it is over, as soon as may be.
   *
   * @param askAgain as the authority wants it
   */
  static RenewalPlan within(
      X509Certificate certificate,
      Window window,
      Instant askAgain,
      Instant now,
      RandomGenerator random) {
    Instant begin = certificate.getNotBefore().toInstant();
    Instant end = certificate.getNotAfter().toInstant();
    Duration part = Duration.between(begin, end).dividedBy(PARTS);
    Instant earliest = begin.plus(part.compareTo(EARLIEST) < 0 ? part : EARLIEST);
    long millis = Math.max(0, Duration.between(window.start(), window.end()).toMillis());
    Instant chosen = window.start().plusMillis((long) (random.nextDouble() * millis));
    return new RenewalPlan(
        serial(certificate),
        within(earliest, chosen, end.minus(part)),
        within(now.plus(ASK_LEAST), askAgain, now.plus(ASK_MOST)));
  }

  private static Instant within(Instant least, Instant wanted, Instant most) {
    return wanted.isBefore(least) ? least : wanted.isAfter(most) ? most : wanted;
  }

  /** Of which the plan may be. */
  static String serial(X509Certificate certificate) {
    return certificate.getSerialNumber().toString(16);
  }

  boolean isOf(X509Certificate certificate) {
    return serial.equals(serial(certificate));
  }

  /** The same moment, asked for again later. */
  RenewalPlan askedLater(Instant later) {
    return new RenewalPlan(serial, at, later);
  }
}
