package dev.aviary.benchmark.load;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** One connection of the open-loop load: asks, and tells when the answer is whole. */
final class LoadConnection {
  enum Progress {
    MORE,
    ANSWERED,
    FAILED
  }

  private static final String LENGTH = "content-length: ";

  private final SocketChannel channel;
  private final ByteBuffer request;
  private final ByteBuffer answer = ByteBuffer.allocate(16_384);
  private long due;

  LoadConnection(Selector selector, LoadTarget target) throws IOException {
    channel = SocketChannel.open(target.address());
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_READ, this);
    request = ByteBuffer.wrap(target.request());
  }

  long due() {
    return due;
  }

  void ask(long dueAt) throws IOException {
    due = dueAt;
    answer.clear();
    channel.write(request.rewind());
  }

  Progress read() throws IOException {
    if (!more()) {
      return Progress.FAILED;
    }
    String text = text();
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      return Progress.MORE;
    }
    if (!text.startsWith("HTTP/1.1 200 ")) {
      return Progress.FAILED;
    }
    return text.length() - end - 4 < length(text.substring(0, end))
        ? Progress.MORE
        : Progress.ANSWERED;
  }

  /** A connection that breaks is no better than one that ends. */
  private boolean more() {
    try {
      return channel.read(answer) >= 0;
    } catch (IOException e) {
      return false;
    }
  }

  private String text() {
    return new String(answer.array(), 0, answer.position(), StandardCharsets.ISO_8859_1);
  }

  /** What came in an answer's place: its head's first line, or that the connection ended. */
  String said() {
    return answer.position() == 0
        ? "the connection ended without an answer"
        : text().lines().findFirst().orElse("");
  }

  private static int length(String head) {
    return head.lines()
        .filter(line -> line.regionMatches(true, 0, LENGTH, 0, LENGTH.length()))
        .mapToInt(line -> Integer.parseInt(line.substring(LENGTH.length())))
        .findFirst()
        .orElse(0);
  }

  void close() throws IOException {
    channel.close();
  }
}
