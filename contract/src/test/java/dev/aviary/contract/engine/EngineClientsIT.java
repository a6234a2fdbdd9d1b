package dev.aviary.contract.engine;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Event;
import com.github.dockerjava.transport.DockerHttpClient;
import dev.aviary.contract.testing.EngineSocketCase;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An engine behind a socket file, as everywhere in production, that takes calls and hangs. */
final class EngineClientsIT extends EngineSocketCase {
  private static final Duration PATIENCE = Duration.ofMillis(500);

  @Test
  @Timeout(60)
  void aCallFailsWhenItsTimeIsOver() throws IOException {
    try (var calls = EngineClients.forCalls(host(), PATIENCE, 2)) {
      for (int i = 0; i < 5; i++) {
        var failure = assertThrows(RuntimeException.class, () -> calls.pingCmd().exec());
        assertInstanceOf(SocketTimeoutException.class, failure.getCause());
      }
    }
  }

  @Test
  @Timeout(60)
  void aStreamMayBeSilentForLonger() throws Exception {
    try (var streams = EngineClients.forStreams(host(), 2);
        var events = new ResultCallback.Adapter<Event>()) {
      streams.eventsCmd().exec(events);
      assertFalse(events.awaitCompletion(3 * PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
    }
  }

  static DockerHttpClient.Request get(String path) {
    return DockerHttpClient.Request.builder()
        .method(DockerHttpClient.Request.Method.GET)
        .path(path)
        .build();
  }
}
