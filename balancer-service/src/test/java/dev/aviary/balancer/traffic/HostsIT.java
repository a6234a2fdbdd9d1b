package dev.aviary.balancer.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.balancer.testing.Answer;
import dev.aviary.balancer.testing.Fleet;
import dev.aviary.balancer.testing.Head;
import dev.aviary.balancer.testing.RawClient;
import dev.aviary.balancer.testing.TestBackend;
import dev.aviary.balancer.testing.TestBalancer;
import dev.aviary.contract.app.Slot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several apps behind one port. */
final class HostsIT {
  private TestBalancer balancer;
  private TestBackend shop;
  private TestBackend blog;

  @BeforeEach
  void start() throws Exception {
    balancer = TestBalancer.launch();
    shop = TestBackend.answering("shop");
    blog = TestBackend.answering("blog");
    new Fleet(balancer, "shop", 0, "shop.example", "www.shop.example")
        .with(Slot.STABLE_1, shop)
        .publish();
    new Fleet(balancer, "blog", 1, "blog.example").with(Slot.STABLE_2, blog).publish();
  }

  @AfterEach
  void stop() throws Exception {
    balancer.close();
    shop.close();
    blog.close();
  }

  @Test
  void theHostDecidesWhateverItsCaseItsPortOrItsTrailingDot() throws Exception {
    assertEquals("shop", ask("shop.example").body());
    assertEquals("shop", ask("WWW.Shop.Example:5001").body());
    assertEquals("blog", ask("blog.example.").body());
  }

  @Test
  void oneConnectionMayAskForSeveralHosts() throws Exception {
    try (var client = RawClient.to(balancer.port())) {
      for (int i = 0; i < 10; i++) {
        String name = i % 2 == 0 ? "shop" : "blog";
        client.send(Head.of("GET / HTTP/1.1", "Host: " + name + ".example"));
        assertEquals(name, client.read().body());
      }
    }
  }

  @Test
  void aHostThatNobodyClaimsIs404UntilAnAppTakesAllTheOthers() throws Exception {
    Answer unknown = ask("else.example");
    assertEquals(404, unknown.status());
    assertEquals("unknown-host", unknown.header("X-Aviary-Error"));
    assertTrue(unknown.body().contains("No app here claims this host"), unknown.body());
    try (var rest = TestBackend.answering("rest")) {
      new Fleet(balancer, "rest", 2).with(Slot.STABLE_1, rest).publish();
      assertEquals("rest", ask("else.example").body());
      assertEquals("shop", ask("shop.example").body());
    }
  }

  @Test
  void slotPortsFollowTheAppsPlace() throws Exception {
    assertEquals("shop", RawClient.get(balancer.slotPort(0), "/").body());
    assertEquals("blog", RawClient.get(balancer.slotPort(4), "/").body());
    assertEquals(503, RawClient.get(balancer.slotPort(3), "/").status());
  }

  private Answer ask(String host) throws Exception {
    try (var client = RawClient.to(balancer.port())) {
      return client.send(Head.of("GET / HTTP/1.1", "Host: " + host)).read();
    }
  }
}
