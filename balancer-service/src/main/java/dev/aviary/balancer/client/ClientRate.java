package dev.aviary.balancer.client;

import dev.aviary.contract.http.RateTable;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The rate limit of each client; behind a trusted proxy that is the client that the proxy names.
 */
public final class ClientRate {
  private final RateTable rates;
  private final long startedAt = System.nanoTime();

  /**
   * @param perSecond requests of one client in the long run
   * @param burst requests of one client that may come at once before that holds
   */
  public ClientRate(int perSecond, int burst) {
    this.rates = new RateTable(perSecond, burst, ThreadLocalRandom.current().nextLong());
  }

  /** Counts one more request of the client that this one is made for; false: one too many. */
  public boolean withinRate(Peer peer, HttpHeaders headers) {
    return rates.take(peer.keyOfClient(headers), System.nanoTime() - startedAt);
  }
}
