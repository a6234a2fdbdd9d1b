package dev.aviary.balancer.traffic;

import dev.aviary.balancer.testing.FrameClient;
import java.io.IOException;
import java.util.Map;

/** What the tests of HTTP/2 share. */
abstract class Http2Case extends TrafficCase {
  static final int LARGE = 3_000_000;

  @Override
  Map<String, ?> settings() {
    return Map.of("aviary.http2.cleartext", true);
  }

  FrameClient http2(int... settings) throws IOException {
    return opened(FrameClient.to(balancer().port(), settings));
  }
}
