package dev.aviary.balancer.traffic;

import dev.aviary.balancer.testing.Fleet;
import dev.aviary.balancer.testing.FrameClient;
import dev.aviary.balancer.testing.TestBackend;
import dev.aviary.contract.app.Slot;
import java.io.IOException;
import java.util.Map;

/** What the tests of backends that speak HTTP/2 share. */
abstract class Http2BackendCase extends TrafficCase {
  @Override
  Map<String, ?> settings() {
    return Map.of(
        "aviary.http2.cleartext",
        true,
        "aviary.deadlines.connect",
        "5s",
        "micronaut.netty.event-loops.traffic.num-threads",
        1);
  }

  FrameClient http2(int... settings) throws IOException {
    return opened(FrameClient.to(balancer().port(), settings));
  }

  /** Makes the script the only backend; it speaks HTTP/2 with these settings. */
  TestBackend serveFrames(FrameScript script, int... settings) throws Exception {
    TestBackend backend =
        opened(TestBackend.start(conversation -> script.serve(conversation.frames(settings))));
    route(backend);
    return backend;
  }

  void route(TestBackend backend) throws Exception {
    Fleet.of(balancer()).with(Slot.STABLE_1, backend).http2(Slot.STABLE_1).publish();
  }

  /** What a backend does with a connection of HTTP/2. */
  @FunctionalInterface
  interface FrameScript {
    void serve(FrameClient frames) throws IOException;
  }

  static void ok(FrameClient frames, int stream) throws IOException {
    frames.headers(stream, true, ":status", "204");
  }
}
