package dev.aviary.balancer.client;

import io.netty.handler.codec.http.HttpHeaders;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Lets clients in, and keeps count. What it remembers of clients is bounded by the open connections
 * and by the size of one table.
 */
@Singleton
public final class Doorkeeper {
  private final ClientLimits limits;
  private final TrustedProxies proxies;
  private final AtomicInteger open = new AtomicInteger();
  private final ConcurrentHashMap<Long, Integer> perClient = new ConcurrentHashMap<>();
  private final @Nullable ClientRate rate;

  Doorkeeper(ClientLimits limits, TrustedProxies proxies) {
    this.limits = limits;
    this.proxies = proxies;
    this.rate =
        limits.requestsPerSecond() == 0
            ? null
            : new ClientRate(limits.requestsPerSecond(), limits.burst());
  }

  /** Whoever connects from there. */
  public Peer peer(InetAddress address) {
    return new Peer(address, proxies);
  }

  /** Counts one more connection; false, and nothing is counted, when that is one too many. */
  public boolean enter(Peer peer) {
    if (open.incrementAndGet() > limits.connections()) {
      open.decrementAndGet();
      return false;
    }
    if (counts(peer)
        && perClient.merge(peer.key(), 1, Integer::sum) > limits.connectionsPerClient()) {
      leave(peer);
      return false;
    }
    return true;
  }

  /** A connection that was let in has ended. */
  public void leave(Peer peer) {
    open.decrementAndGet();
    if (counts(peer)) {
      perClient.computeIfPresent(peer.key(), (key, count) -> count == 1 ? null : count - 1);
    }
  }

  /** Whether the client that this request is made for may make one more. */
  public boolean mayAsk(Peer peer, HttpHeaders headers) {
    return rate == null || rate.mayAsk(peer, headers);
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
