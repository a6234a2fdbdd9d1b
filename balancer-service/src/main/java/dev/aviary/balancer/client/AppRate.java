package dev.aviary.balancer.client;

import dev.aviary.contract.app.RequestRate;
import dev.aviary.contract.http.RateTable;
import java.util.concurrent.atomic.LongAdder;

/** The rate limit of one app, over all of its clients. */
public final class AppRate {
  private static final long THE_APP = 0;

  private final RequestRate settings;
  private final LongAdder refused;
  private final RateTable rates;
  private final long startedAt = System.nanoTime();

  /**
   * @param refused counts the requests that were one too many
   */
  public AppRate(RequestRate settings, LongAdder refused) {
    this.settings = settings;
    this.refused = refused;
    this.rates = RateTable.ofOne(settings.perSecond(), settings.burst());
  }

  public boolean hasSettings(RequestRate others) {
    return settings.equals(others);
  }

  /** Counts one more request; false: one too many. */
  public boolean take() {
    boolean within = rates.take(THE_APP, System.nanoTime() - startedAt);
    if (!within) {
      refused.increment();
    }
    return within;
  }
}
