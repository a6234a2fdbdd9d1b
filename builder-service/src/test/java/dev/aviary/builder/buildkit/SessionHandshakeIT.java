package dev.aviary.builder.buildkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.dockerjava.api.exception.DockerException;
import dev.aviary.builder.engine.EngineFaults;
import dev.aviary.contract.testing.EngineSocketCase;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Engines behind a socket file, as everywhere in production. */
@Timeout(60)
final class SessionHandshakeIT extends EngineSocketCase {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final SessionHandshake HANDSHAKE =
      new SessionHandshake("an-id", "a-key", List.of("/a.b.C/D"));

  @Test
  void anEngineThatTakesTheRequestAndSaysNothingIsAwayWhenItsTimeIsOver() {
    var failure =
        assertThrows(
            UncheckedIOException.class, () -> HANDSHAKE.open(host(), Duration.ofMillis(300)));
    assertInstanceOf(SocketTimeoutException.class, failure.getCause());
    assertTrue(EngineFaults.lost(failure));
  }

  @Test
  void anEngineThatStopsInTheMiddleOfItsAnswerIsAwayToo() throws IOException {
    answer("HTTP/1.1 101 UPGR", false);
    var failure =
        assertThrows(
            UncheckedIOException.class, () -> HANDSHAKE.open(host(), Duration.ofMillis(300)));
    assertInstanceOf(SocketTimeoutException.class, failure.getCause());
  }

  @Test
  void anEngineThatIsNotThereOrHangsUpIsWaitedForAsWell() throws IOException {
    answer("HTTP/1.1 101 UPGR", true);
    assertTrue(
        EngineFaults.lost(
            assertThrows(UncheckedIOException.class, () -> HANDSHAKE.open(host(), LONG))));
    engine.close();
    assertTrue(
        EngineFaults.lost(
            assertThrows(UncheckedIOException.class, () -> HANDSHAKE.open(host(), LONG))));
  }

  @Test
  void whatTheEngineAnswersInsteadHasItsStatus() throws IOException {
    answer("HTTP/1.1 400 Bad Request\r\n\r\n", true);
    var refused = assertThrows(DockerException.class, () -> HANDSHAKE.open(host(), LONG));
    assertTrue(EngineFaults.refuses(refused));
    assertTrue(String.valueOf(refused.getMessage()).contains("400 Bad Request"));
    answer("HTTP/1.1 503 Service Unavailable\r\n\r\n", true);
    var failed = assertThrows(DockerException.class, () -> HANDSHAKE.open(host(), LONG));
    assertFalse(EngineFaults.refuses(failed));
  }

  @Test
  void whatFollowsTheAnswerIsTheSessions() throws IOException {
    answer("HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\n\r\nnext", false);
    try (SocketChannel session = HANDSHAKE.open(host(), LONG)) {
      assertTrue(session.isBlocking());
      ByteBuffer bytes = ByteBuffer.allocate(4);
      while (bytes.hasRemaining()) {
        session.read(bytes);
      }
      assertEquals("next", new String(bytes.array(), StandardCharsets.US_ASCII));
    }
  }

  @Test
  void aBuilderThatStopsWaitsForNoEngine() {
    Thread builder = Thread.currentThread();
    whenAsked(_ -> builder.interrupt());
    var failure = assertThrows(UncheckedIOException.class, () -> HANDSHAKE.open(host(), LONG));
    assertTrue(Thread.interrupted());
    assertInstanceOf(InterruptedIOException.class, failure.getCause());
  }

  private void answer(String text, boolean hangUp) {
    whenAsked(caller -> {
      caller.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
      if (hangUp) {
        caller.close();
      }
    });
  }

  @FunctionalInterface
  private interface Reaction {
    void to(SocketChannel caller) throws IOException;
  }

  /** Once, to the next that asks. */
  private void whenAsked(Reaction reaction) {
    Thread.ofVirtual()
        .start(() -> {
          try {
            SocketChannel caller = engine.accept();
            var asked = new StringBuilder();
            ByteBuffer bytes = ByteBuffer.allocate(1024);
            while (!asked.toString().endsWith("\r\n\r\n") && caller.read(bytes) >= 0) {
              asked.append(StandardCharsets.US_ASCII.decode(bytes.flip()));
              bytes.clear();
            }
            reaction.to(caller);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
