package dev.aviary.balancer.acme;

import dev.aviary.contract.app.Check;
import dev.aviary.contract.loop.Backoff;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the orders for one name. An order counts as failed from the moment at which it
 * is begun until it succeeds: a process that dies in between has not ordered for nothing.
 *
 * @param begun when the last order was begun
 * @param failures orders in a row that did not succeed
 * @param notBefore when the next one may be begun
 * @param reason why the last one failed; null: it did not, or that is not known
 * @param by the balancer that begun it
 * @param settings a hash of the settings that it was begun with; the same balancer with others may
 *     begin the next one at once
 * @param told end of the certificate (seconds since 1970) of which the owner was told that it will
 *     not be renewed in time; missing means none
 * @param failingSince when the first of those orders was begun; null: the last one succeeded
 */
@Serdeable
record OrderRecord(
    Instant begun,
    int failures,
    Instant notBefore,
    @Nullable String reason,
    String by,
    String settings,
    long told,
    @Nullable Instant failingSince) {
  /** An authority's own wait counts up to this: Let's Encrypt's longest limit is of a week. */
  private static final Duration LONGEST_WAIT = Duration.ofDays(7);

  private static final Duration WRONG_CLOCK = Duration.ofDays(1);

  /** Stands for the end of a certificate that was never there. */
  private static final long MISSING = -1;

  static final OrderRecord NONE =
      new OrderRecord(Instant.EPOCH, 0, Instant.EPOCH, null, "", "", 0, null);

  OrderRecord {
    begun = Check.present(begun, "begun");
    notBefore = Check.present(notBefore, "notBefore");
    Check.that(failures >= 0, "failures is negative");
    by = by == null ? "" : by;
    settings = settings == null ? "" : settings;
  }

  /** Whether this balancer, with these settings, may begin an order. */
  boolean allows(OrderingAccount orderer, Instant now) {
    return !notBefore.isAfter(now) || hasNewSettings(orderer) || isOfWrongClock(now);
  }

  /** A clock that was ahead when the record was written must not hold up orders until then. */
  private boolean isOfWrongClock(Instant now) {
    return begun.isAfter(now.plus(WRONG_CLOCK));
  }

  /** Of two balancers with different settings neither takes the other's for new ones. */
  private boolean hasNewSettings(OrderingAccount orderer) {
    return by.equals(orderer.balancer()) && !settings.equals(orderer.settings());
  }

  /** An order is begun. */
  OrderRecord begin(OrderingAccount orderer, Backoff backoff, Instant now, RandomGenerator random) {
    int before = hasNewSettings(orderer) ? 0 : failures;
    return new OrderRecord(
        now,
        before + 1,
        now.plus(backoff.after(before + 1, random)),
        "the order was begun and its end is not known",
        orderer.balancer(),
        orderer.settings(),
        told,
        before == 0 || failingSince == null ? now : failingSince);
  }

  /**
   * The order that was begun failed.
   *
   * @param until the authority wants no order before; null: it says nothing of that
   */
  OrderRecord failed(String why, @Nullable Instant until, Instant now) {
    Instant latest = now.plus(LONGEST_WAIT);
    Instant wanted = until == null || until.isBefore(notBefore) ? notBefore : until;
    return new OrderRecord(
        begun,
        failures,
        wanted.isAfter(latest) ? latest : wanted,
        why,
        by,
        settings,
        told,
        failingSince);
  }

  /**
   * The order that was begun succeeded.
   *
   * @param next when the next one may be begun, if its certificate is lost
   */
  OrderRecord succeeded(Instant next) {
    return new OrderRecord(begun, 0, next, null, by, settings, 0, null);
  }

  /** The owner was told of this certificate. */
  OrderRecord told(Instant notAfter) {
    return told(notAfter.getEpochSecond());
  }

  /** The owner was told that there is no certificate. */
  OrderRecord toldMissing() {
    return told(MISSING);
  }

  private OrderRecord told(long what) {
    return new OrderRecord(begun, failures, notBefore, reason, by, settings, what, failingSince);
  }

  boolean wasToldMissing() {
    return told == MISSING;
  }

  boolean wasTold(Instant notAfter) {
    return told == notAfter.getEpochSecond();
  }

  /** The later of the two. */
  static OrderRecord later(OrderRecord one, OrderRecord other) {
    return other.begun.isAfter(one.begun) ? other : one;
  }
}
