package dev.aviary.balancer.client;

import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.util.List;

/** Whose word on forwarding headers counts. */
@Singleton
final class TrustedProxies {
  private final List<AddressRange> ranges;

  TrustedProxies(ProxySettings settings) {
    this.ranges = settings.ranges();
  }

  boolean contain(InetAddress address) {
    for (AddressRange range : ranges) {
      if (range.contains(address)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The client as the last trusted proxy saw it.
   *
   * @param chain the values of X-Forwarded-For, each hop's client, the nearest last
   * @param peer whoever is connected, itself trusted
   */
  InetAddress clientBehind(InetAddress peer, List<String> chain) {
    String[] hops = String.join(",", chain).split(",", -1);
    InetAddress client = peer;
    for (int i = hops.length - 1; i >= 0 && contain(client); i--) {
      try {
        client = InetAddress.ofLiteral(hops[i].strip());
      } catch (IllegalArgumentException e) {
        break;
      }
    }
    return client;
  }
}
