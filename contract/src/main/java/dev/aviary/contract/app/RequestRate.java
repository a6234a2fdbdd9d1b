package dev.aviary.contract.app;

import io.micronaut.serde.annotation.Serdeable;

/**
 * How many requests of all visitors together an app gets, on the public port of each balancer. One
 * more is answered 429.
 *
 * @param perSecond requests a second in the long run, 1 to 100,000
 * @param burst requests that may come at once before that holds, 1 to 100,000; null: as many as in
 *     a second
 */
@Serdeable
public record RequestRate(Integer perSecond, Integer burst) {
  private static final int MOST = 100_000;

  public RequestRate {
    Check.present(perSecond, "rate.perSecond");
    Check.range(perSecond, 1, MOST, "rate.perSecond");
    burst = Check.range(burst == null ? perSecond : burst, 1, MOST, "rate.burst");
  }
}
