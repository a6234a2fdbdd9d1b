package dev.aviary.balancer.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.balancer.testing.Head;
import dev.aviary.balancer.testing.Rule;
import dev.aviary.balancer.testing.TestBackend;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Names with an underscore, where the owner lets them pass. */
final class UnderscoresIT extends TrafficCase {
  @Override
  Map<String, ?> settings() {
    return Map.of("aviary.headers.underscores", true);
  }

  @Rule(22)
  @Test
  void theyPassUnlessAnAppCouldTakeThemForTheBalancersOwn_RFC7239_8_1() throws Exception {
    TestBackend backend = serve(TestBackend.saying("ok"));
    String[] lines = {
      "GET / HTTP/1.1",
      "Host: a",
      "own_name: kept",
      "X_Forwarded_For: claimed",
      "X_Forwarded-Prefix: claimed",
      "Transfer_Encoding: claimed",
      "Content_Length: claimed",
      "X_Request_Id: claimed",
      "X_Real_Ip: claimed"
    };
    assertEquals(200, client().send(Head.of(lines)).read().status());
    assertTrue(backend.lastHead().contains("own_name: kept\r\n"), backend.lastHead());
    assertFalse(backend.lastHead().contains("claimed"), backend.lastHead());
  }
}
