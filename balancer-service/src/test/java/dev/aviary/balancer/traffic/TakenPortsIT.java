package dev.aviary.balancer.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.balancer.testing.Admin;
import dev.aviary.balancer.testing.Await;
import dev.aviary.balancer.testing.RawClient;
import dev.aviary.balancer.testing.TestBackend;
import dev.aviary.contract.testing.RealRedis;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Ports that another program holds when the balancer wants them. */
final class TakenPortsIT extends TrafficCase {
  private final int trigger = RealRedis.freePort();
  private ServerSocket onTrigger;

  @Override
  Map<String, ?> settings() {
    onTrigger = holding(trigger);
    return Map.of("aviary.trigger.host", "127.0.0.1", "aviary.trigger.port", trigger);
  }

  @Test
  void thePortThatCiCallsOpensOnceItIsFree() throws Exception {
    assertTrue(told(trigger));
    onTrigger.close();
    Await.until("the port is open", () -> !told(trigger));
    assertEquals(503, opened(RawClient.to(trigger)).get("/build?branch=a").read().status());
  }

  @Test
  void aSlotsPortOpensOnceItIsFreeThoughNoRouteChanges() throws Exception {
    int port = balancer().slotPort(0);
    try (ServerSocket other = holding(port)) {
      serve(TestBackend.saying("from the slot"));
      assertTrue(told(port));
      assertEquals(200, client().get("/").read().status());
      other.close();
      Await.until("the port is open", () -> !told(port));
    }
    assertEquals("from the slot", opened(RawClient.to(port)).get("/").read().body());
  }

  private boolean told(int port) throws Exception {
    String health = Admin.of(balancer()).get("/health").body();
    assertFalse(health.contains("\"DOWN\""), health);
    return health.contains("\"" + port + "\"");
  }

  private static ServerSocket holding(int port) {
    try {
      return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
