package dev.aviary.builder.buildkit;

import com.github.dockerjava.api.exception.DockerException;
import dev.aviary.contract.engine.EngineClients;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The request that turns a connection to the engine into a session of BuildKit, and its answer.
 *
 * @param id what the build names the session by
 * @param key what a source is known by from one session to the next
 * @param methods of gRPC that are served
 */
record SessionHandshake(String id, String key, List<String> methods) {
  private static final int LONGEST_ANSWER = 8 * 1024;
  private static final String UPGRADED = "HTTP/1.1 101 ";

  /**
   * A connection that is a session, in blocking mode.
   *
   * @throws UncheckedIOException when the engine cannot be reached, or does not answer in time
   * @throws DockerException when it opens no session
   */
  SocketChannel open(String host, Duration patience) {
    try {
      SocketChannel socket = EngineClients.connect(host);
      try {
        socket.configureBlocking(false);
        answered(exchange(socket, patience));
        socket.configureBlocking(true);
        return socket;
      } catch (IOException | RuntimeException e) {
        socket.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  private String exchange(SocketChannel socket, Duration patience) throws IOException {
    long until = System.nanoTime() + patience.toNanos();
    try (Selector selector = Selector.open()) {
      SelectionKey turn = socket.register(selector, SelectionKey.OP_WRITE);
      ByteBuffer out = ByteBuffer.wrap(request());
      while (out.hasRemaining()) {
        await(selector, until, patience);
        socket.write(out);
      }
      turn.interestOps(SelectionKey.OP_READ);
      // Byte by byte: what follows the head is another protocol.
      var head = new StringBuilder();
      ByteBuffer one = ByteBuffer.allocate(1);
      while (!head.toString().endsWith("\r\n\r\n")) {
        await(selector, until, patience);
        if (socket.read(one) < 0 || head.length() > LONGEST_ANSWER) {
          throw new EOFException("the Docker engine opens no session");
        }
        head.append((char) one.get(0));
        one.clear();
      }
      return head.toString();
    }
  }

  private static void await(Selector selector, long until, Duration patience) throws IOException {
    selector.selectedKeys().clear();
    long millis = Duration.ofNanos(until - System.nanoTime()).toMillis();
    if (millis <= 0 || selector.select(millis) == 0) {
      throw Thread.currentThread().isInterrupted()
          ? new InterruptedIOException("while the Docker engine was asked for a session")
          : new SocketTimeoutException(
              "the Docker engine has opened no session within " + patience);
    }
  }

  private static void answered(String head) {
    if (!head.startsWith(UPGRADED)) {
      String line = head.lines().findFirst().orElse("");
      throw new DockerException("the Docker engine opens no session: " + line, status(line));
    }
  }

  /** Of a line that is none, the status of a server that fails. */
  private static int status(String line) {
    String[] words = line.split(" ", 3);
    return words.length > 1 && words[1].matches("[0-9]{3}") ? Integer.parseInt(words[1]) : 502;
  }

  private byte[] request() {
    String request =
        """
        POST /session HTTP/1.1
        Host: docker
        Connection: Upgrade
        Upgrade: h2c
        Content-Length: 0
        X-Docker-Expose-Session-Uuid: %s
        X-Docker-Expose-Session-Name: aviary
        X-Docker-Expose-Session-Sharedkey: %s
        """
            .formatted(id, key);
    String served =
        methods.stream()
            .map(method -> "X-Docker-Expose-Session-Grpc-Method: " + method + "\n")
            .collect(Collectors.joining());
    return (request + served + "\n").replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
  }
}
