package dev.aviary.builder.engine;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Event;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An engine that hangs: connections are taken, and nothing is ever said. */
final class EngineFactoryIT {
  private final EngineFactory factory = new EngineFactory();

  @Test
  @Timeout(60)
  void aCallToAnEngineThatHangsFailsAndIsWaitedFor() throws IOException {
    try (var hung = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        var calls = factory.calls(settings(hung))) {
      var failure = assertThrows(RuntimeException.class, () -> calls.pingCmd().exec());
      assertTrue(EngineFaults.away(failure), failure::toString);
    }
  }

  @Test
  @Timeout(60)
  void aStreamMayBeSilentForLongerThanACall() throws Exception {
    try (var hung = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        var streams = factory.streams(settings(hung));
        var events = new ResultCallback.Adapter<Event>()) {
      streams.eventsCmd().exec(events);
      assertFalse(events.awaitCompletion(1_500, TimeUnit.MILLISECONDS), "it is still open");
    }
  }

  private static EngineSettings settings(ServerSocket engine) {
    return new EngineSettings(
        "tcp://127.0.0.1:" + engine.getLocalPort(),
        Duration.ofMillis(500),
        Path.of("addresses"),
        1,
        "",
        "");
  }
}
