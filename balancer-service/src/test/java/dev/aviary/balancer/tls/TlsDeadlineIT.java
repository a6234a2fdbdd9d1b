package dev.aviary.balancer.tls;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.balancer.testing.RawClient;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How long a handshake may take. No other test may share this short time. */
final class TlsDeadlineIT extends TlsCase {
  @Override
  Map<String, ?> settings() {
    return Map.of("aviary.deadlines.header", "1s");
  }

  @Test
  void aSilentHandshakeIsEndedByItsDeadline() throws Exception {
    RawClient silent = opened(RawClient.to(balancer().tlsPort()));
    assertTrue(silent.ended());
    RawClient half = opened(RawClient.to(balancer().tlsPort()));
    half.send("\u0016\u0003\u0001\u0002\u0000\u0001\u0000");
    assertTrue(half.ended());
  }
}
