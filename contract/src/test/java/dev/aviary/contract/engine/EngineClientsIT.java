package dev.aviary.contract.engine;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Event;
import com.github.dockerjava.transport.DockerHttpClient;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An engine behind a socket file, as everywhere in production, that takes calls and hangs. */
final class EngineClientsIT {
  private static final Duration PATIENCE = Duration.ofMillis(500);

  @TempDir private Path directory;
  private ServerSocketChannel engine;

  @BeforeEach
  void listen() throws IOException {
    engine = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    engine.bind(UnixDomainSocketAddress.of(directory.resolve("engine.sock")));
  }

  @AfterEach
  void close() throws IOException {
    engine.close();
  }

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

  private String host() {
    return "unix://" + directory.resolve("engine.sock");
  }
}
