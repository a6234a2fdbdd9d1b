package dev.aviary.balancer.client;

import io.netty.handler.codec.http.HttpHeaders;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Limits connections and requests, in all and of each client. Its memory is bounded by the open
 * connections and by the size of one table of rates.
 */
@Singleton
public final class ClientLimiter {
  private final ClientLimits limits;
  private final TrustedProxies proxies;
  private final AtomicInteger open = new AtomicInteger();
  private final ConcurrentHashMap<Long, Integer> perClient = new ConcurrentHashMap<>();
  private final @Nullable ClientRate rate;

  ClientLimiter(ClientLimits limits, TrustedProxies proxies) {
    this.limits = limits;
    this.proxies = proxies;
    this.rate =
        limits.requestsPerSecond() == 0
            ? null
            : new ClientRate(limits.requestsPerSecond(), limits.burst());
  }

  /** The peer at this address. */
  public Peer peer(InetAddress address) {
    return new Peer(address, proxies);
  }

  /** Counts one more connection; false, and nothing is counted, when that is one too many. */
  public boolean connectionOpened(Peer peer) {
    if (open.incrementAndGet() > limits.connections()) {
      open.decrementAndGet();
      return false;
    }
    if (counts(peer)
        && perClient.merge(peer.key(), 1, Integer::sum) > limits.connectionsPerClient()) {
      connectionClosed(peer);
      return false;
    }
    return true;
  }

  /** A connection that was counted has ended. */
  public void connectionClosed(Peer peer) {
    open.decrementAndGet();
    if (counts(peer)) {
      perClient.computeIfPresent(peer.key(), (key, count) -> count == 1 ? null : count - 1);
    }
  }

  /** Counts one more request of the client that this one is made for; false: one too many. */
  public boolean withinRate(Peer peer, HttpHeaders headers) {
    return rate == null || rate.withinRate(peer, headers);
  }

  /** Connections that are open now. */
  int open() {
    return open.get();
  }

  /** Clients of which something is remembered. */
  int remembered() {
    return perClient.size();
  }

  private boolean counts(Peer peer) {
    return limits.connectionsPerClient() > 0 && !peer.trusted();
  }
}
