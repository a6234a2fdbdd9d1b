package dev.aviary.benchmark.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One connection of an open load: asks, and tells when the answer is whole. */
final class LoadConnection {
  enum Progress {
    MORE,
    ANSWERED,
    /** Another status than 200. */
    DECLINED,
    /** The connection ended or broke before the answer was whole. */
    ENDED
  }

  private static final String LENGTH = "content-length: ";
  private static final String CLOSE = "\r\nconnection: close\r\n";

  private final SocketChannel channel;
  private final LoadTarget target;
  private final ByteBuffer answer = ByteBuffer.allocate(16_384);
  private @Nullable ByteBuffer request;
  private boolean asked;
  private boolean last;
  private long due;
  private long askedAt;

  private LoadConnection(SocketChannel channel, LoadTarget target) {
    this.channel = channel;
    this.target = target;
  }

  /** One that is connected. */
  static LoadConnection open(Selector selector, LoadTarget target) throws IOException {
    var made = new LoadConnection(SocketChannel.open(target.address()), target);
    made.register(selector, SelectionKey.OP_READ);
    return made;
  }

  /**
   * One that connects from this address without waiting for it. What is asked before is sent then.
   *
   * @throws java.net.ConnectException the connection was refused, which loopback says at once
   */
  static LoadConnection connect(Selector selector, LoadTarget target, InetSocketAddress from)
      throws IOException {
    SocketChannel channel = SocketChannel.open();
    try {
      channel.configureBlocking(false);
      channel.bind(from);
      var made = new LoadConnection(channel, target);
      made.register(
          selector,
          channel.connect(target.address()) ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT);
      return made;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private void register(Selector selector, int interest) throws IOException {
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    channel.register(selector, interest, this);
  }

  long due() {
    return due;
  }

  /** When the last request was given to this connection. */
  long askedAt() {
    return askedAt;
  }

  /** Whether an answer is waited for. */
  boolean asked() {
    return asked;
  }

  void ask(long dueAt) throws IOException {
    ask(dueAt, false);
  }

  /**
   * @param close the connection is to end with the answer
   */
  void ask(long dueAt, boolean close) throws IOException {
    due = dueAt;
    askedAt = System.nanoTime();
    asked = true;
    last = close;
    answer.clear();
    request = ByteBuffer.wrap(target.request(close));
    if (channel.isConnected()) {
      channel.write(request);
    }
  }

  /**
   * The connection is made, or refused.
   *
   * @throws java.net.ConnectException it was refused
   */
  void connected(SelectionKey key) throws IOException {
    channel.finishConnect();
    key.interestOps(SelectionKey.OP_READ);
    if (request != null) {
      channel.write(request);
    }
  }

  Progress read() throws IOException {
    if (!more()) {
      return Progress.ENDED;
    }
    String text = text();
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      return Progress.MORE;
    }
    String head = text.substring(0, end + 2);
    if (text.length() - end - 4 < length(head)) {
      return Progress.MORE;
    }
    asked = false;
    last |= head.toLowerCase(Locale.ROOT).contains(CLOSE);
    return text.startsWith("HTTP/1.1 200 ") ? Progress.ANSWERED : Progress.DECLINED;
  }

  /** Whether the connection ends with the last answer, because either side said so. */
  boolean last() {
    return last;
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
