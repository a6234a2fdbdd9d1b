package dev.aviary.balancer.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ClientLimiterTest {
  private final ClientLimiter limiter = limiter(new ClientLimits(10, 3, 1, 2, 10));

  @Test
  void theAddressesOfOneIpv6NetworkAreOneClient_RFC6177() {
    for (int i = 1; i <= 3; i++) {
      assertTrue(limiter.connectionOpened(at("2001:db8:0:1::" + i)));
    }
    assertFalse(limiter.connectionOpened(at("2001:db8:0:1:ffff::9")));
    assertTrue(limiter.connectionOpened(at("2001:db8:0:2::1")));
  }

  @Test
  void whatIsRememberedOfClientsGoesWithTheirConnections() {
    var inside = new ArrayList<Peer>();
    for (int i = 1; i <= 50; i++) {
      Peer peer = at("198.51.100." + i);
      if (limiter.connectionOpened(peer)) {
        inside.add(peer);
      }
    }
    assertEquals(10, inside.size());
    assertEquals(10, limiter.open());
    assertEquals(10, limiter.remembered());
    inside.forEach(limiter::connectionClosed);
    assertEquals(0, limiter.open());
    assertEquals(0, limiter.remembered());
  }

  @Test
  void oneTooManyOfAClientsConnectionsTakesNoPlaceOfAnybody() {
    for (int i = 0; i < 20; i++) {
      limiter.connectionOpened(at("198.51.100.1"));
    }
    assertEquals(3, limiter.open());
    assertTrue(limiter.connectionOpened(at("198.51.100.2")));
  }

  @Test
  void aTrustedProxysConnectionsAreNotOneClients() {
    for (int i = 0; i < 10; i++) {
      assertTrue(limiter.connectionOpened(at("10.0.0.1")));
    }
    assertFalse(limiter.connectionOpened(at("10.0.0.1")));
  }

  @Test
  void behindTrustedProxiesTheLastAddressThatNoneOfThemHasIsTheClient() {
    assertTrue(asks("6.6.6.6, 203.0.113.1, 10.0.0.2"));
    assertTrue(asks("7.7.7.7, 203.0.113.1, 10.0.0.3"));
    assertFalse(asks("8.8.8.8, 203.0.113.1, 10.0.0.2"));
    assertTrue(asks("203.0.113.2"));
  }

  @Test
  void aChainThatCannotBeReadEndsAtTheLastHopThatCan() {
    assertTrue(asks("unknown, 10.0.0.9"));
    assertTrue(asks("_hidden, 10.0.0.9"));
    assertFalse(asks(", 10.0.0.9"));
  }

  private boolean asks(String chain) {
    HttpHeaders headers = new DefaultHttpHeaders().set("x-forwarded-for", chain);
    return limiter.withinRate(at("10.0.0.1"), headers);
  }

  private Peer at(String address) {
    return limiter.peer(InetAddress.ofLiteral(address));
  }

  private static ClientLimiter limiter(ClientLimits limits) {
    return new ClientLimiter(
        limits, new TrustedProxies(new ProxySettings(List.of("10.0.0.0/8"), "off")));
  }
}
