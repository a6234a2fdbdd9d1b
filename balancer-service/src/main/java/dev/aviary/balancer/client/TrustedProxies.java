package dev.aviary.balancer.client;

import dev.aviary.contract.app.AddressRange;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.util.List;

/** The proxies whose forwarding headers count. */
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
   * @param peer the trusted proxy that is connected
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
