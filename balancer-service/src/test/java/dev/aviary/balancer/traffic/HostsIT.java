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
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several apps behind one port. */
final class HostsIT {
  private TestBalancer balancer;
  private TestBackend shop;
  private TestBackend blog;
  private @Nullable TestBackend api;

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
    if (api != null) {
      api.close();
    }
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
    assertSaysNothing("404 Not Found", unknown);
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

  @Test
  void aHostThatRedirectsLeadsToTheFirstHostWithPathQueryAndPort() throws Exception {
    new Fleet(balancer, "blog", 1, "blog.example")
        .with(Slot.STABLE_2, blog)
        .open("{\"redirects\": [\"www.blog.example\"]}")
        .publish();
    try (var client = RawClient.to(balancer.port())) {
      client.send(Head.of("POST /a/../b%2F?x=1 HTTP/1.1", "Host: WWW.blog.example:5001"));
      Answer moved = client.read();
      assertEquals(308, moved.status());
      assertEquals("//blog.example:5001/a/../b%2F?x=1", moved.header("Location"));
      client.send(Head.of("GET / HTTP/1.1", "Host: www.blog.example"));
      assertEquals("//blog.example/", client.read().header("Location"));
      client.send(Head.of("GET / HTTP/1.1", "Host: blog.example"));
      assertEquals("blog", client.read().body());
    }
    assertEquals(1, blog.heads().size());
  }

  @Test
  void appsShareAHostByPathAndTheLongestPrefixCounts() throws Exception {
    shareByPath(false);
    assertEquals("shop", askFor("/"));
    assertEquals("shop", askFor("/apiary"));
    assertEquals("api", askFor("/api"));
    assertEquals("api", askFor("/api/v1?x=/"));
    assertEquals("blog", askFor("/api/blog/1"));
    assertTrue(blog.lastHead().startsWith("GET /api/blog/1 "), blog.lastHead());
  }

  @Test
  void noSpellingOfAPathLeadsAroundAPrefix() throws Exception {
    shareByPath(false);
    assertEquals("api", askFor("/%61pi/x"));
    assertEquals("api", askFor("/x/../api"));
    assertEquals("api", askFor("/x/%2e%2E/api/"));
    assertEquals("shop", askFor("/api/../x%2Fy"));
    for (String doubtful :
        List.of("/x/..%2Fapi", "/x%2F..%2Fapi", "//api", "/api;a=1/x", "/x\\..\\api", "/%2561pi")) {
      assertEquals("404 Not Found\n", askFor(doubtful), doubtful);
    }
  }

  @Test
  void aPrefixThatIsCutOffIsToldToTheApp() throws Exception {
    shareByPath(true);
    assertEquals("blog", askFor("/api/blog/a%2Fb//c?d=/api/blog"));
    String head = blog.lastHead().toLowerCase(Locale.ROOT);
    assertTrue(head.startsWith("get /a%2fb//c?d=/api/blog http/1.1"), head);
    assertTrue(head.contains("x-forwarded-prefix: /api/blog\r\n"), head);
    assertEquals("blog", askFor("/api/blog"));
    assertTrue(blog.lastHead().startsWith("GET / "), blog.lastHead());
    assertEquals("blog", askFor("/api/x/../%62log/y"));
    assertTrue(blog.lastHead().startsWith("GET /y "), blog.lastHead());
  }

  /** The whole of shop.example is the shop's, /api another's, and below that the blog's. */
  private void shareByPath(boolean strip) throws Exception {
    api = TestBackend.answering("api");
    new Fleet(balancer, "api", 2, "shop.example")
        .with(Slot.STABLE_1, api)
        .open("{\"paths\": [\"/api\"]}")
        .publish();
    new Fleet(balancer, "blog", 1, "shop.example")
        .with(Slot.STABLE_2, blog)
        .open("{\"paths\": [\"/api/blog\"], \"stripPath\": %s}".formatted(strip))
        .publish();
  }

  private String askFor(String target) throws Exception {
    try (var client = RawClient.to(balancer.port())) {
      return client
          .send(Head.of("GET " + target + " HTTP/1.1", "Host: shop.example"))
          .read()
          .body();
    }
  }

  /** Neither which program answers, nor why, nor what else there is. */
  private static void assertSaysNothing(String line, Answer answer) {
    assertEquals(line + "\n", answer.body());
    String head = answer.head().toLowerCase(Locale.ROOT);
    assertTrue(!head.contains("aviary") && !head.contains("proxy-status"), head);
  }

  private Answer ask(String host) throws Exception {
    try (var client = RawClient.to(balancer.port())) {
      return client.send(Head.of("GET / HTTP/1.1", "Host: " + host)).read();
    }
  }
}
