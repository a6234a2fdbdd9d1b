package dev.aviary.contract.probe;

import dev.aviary.contract.app.Member;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One GET on a connection of its own, of whose answer only the head counts: over HTTP/1.1, or over
 * HTTP/2 where the app says so. Redirects are not followed. The rest of an answer is read as far as
 * it comes at once, so that the app's writes do not fail.
 */
public final class HttpProbe {
  private static final int LONGEST_HEAD = 16 * 1024;
  private static final int BUFFER = 2 * 1024;
  private static final int MOST_OF_BODY = 64 * 1024;
  private static final int BODY_MILLIS = 250;

  private final InetSocketAddress address;
  private final boolean http2;
  private final long until;

  private HttpProbe(InetSocketAddress address, boolean http2, Duration timeout) {
    this.address = address;
    this.http2 = http2;
    this.until = System.nanoTime() + timeout.toNanos();
  }

  /**
   * A probe over HTTP/1.1.
   *
   * @param timeout for the connection and the whole head
   */
  public HttpProbe(InetSocketAddress address, Duration timeout) {
    this(address, false, timeout);
  }

  /**
   * A probe of a container in its protocol.
   *
   * @param timeout for the connection and the whole head
   */
  public static HttpProbe of(Member member, Duration timeout) {
    return new HttpProbe(
        new InetSocketAddress(member.host(), member.port()), member.http2(), timeout);
  }

  /**
   * Blocks until a connection is there, or the time is up.
   *
   * @throws IOException when there is none
   */
  public void connect() throws IOException {
    try (var socket = new Socket()) {
      socket.connect(address, millisLeft());
    }
  }

  /**
   * Blocks until the answer, or until the time is up.
   *
   * @param path with its query
   * @param host the {@code Host} to send; null: the address
   * @throws IOException when no answer of HTTP came
   */
  public ProbeAnswer get(String path, @Nullable String host) throws IOException {
    return get(path, host, Map.of());
  }

  /**
   * The same with more header fields.
   *
   * @param headers names and values, as they stand in a request
   * @throws IOException when no answer of HTTP came
   */
  public ProbeAnswer get(String path, @Nullable String host, Map<String, String> headers)
      throws IOException {
    try (var socket = new Socket()) {
      socket.connect(address, millisLeft());
      if (http2) {
        return new FramedProbe(socket, this::millisLeft).get(path, named(host), headers);
      }
      socket.getOutputStream().write(request(path, host, headers).getBytes(StandardCharsets.UTF_8));
      ProbeAnswer answer = read(socket);
      drain(socket);
      return answer;
    }
  }

  private String request(String path, @Nullable String host, Map<String, String> headers) {
    var fields = new StringBuilder();
    headers.forEach((field, value) -> fields.append(field + ": " + value + "\r\n"));
    return "GET "
        + path
        + " HTTP/1.1\r\nHost: "
        + named(host)
        + "\r\nUser-Agent: aviary-probe\r\nAccept: */*\r\n"
        + fields
        + "Connection: close\r\n\r\n";
  }

  private String named(@Nullable String host) {
    return host == null ? address.getHostString() + ":" + address.getPort() : host;
  }

  /** Interim answers (1xx) are passed over. */
  private ProbeAnswer read(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    var text = new StringBuilder();
    byte[] buffer = new byte[BUFFER];
    boolean more = true;
    while (true) {
      int end = ProbeHead.end(text);
      if (end >= 0 || !more) {
        ProbeAnswer answer = ProbeHead.parse(end < 0 ? text.toString() : text.substring(0, end));
        if (answer.status() >= 200 || !more) {
          return answer;
        }
        text.delete(0, end);
        continue;
      }
      socket.setSoTimeout(millisLeft());
      int read = in.read(buffer);
      more = read >= 0 && text.length() < LONGEST_HEAD;
      text.append(new String(buffer, 0, Math.max(read, 0), StandardCharsets.ISO_8859_1));
    }
  }

  private static void drain(Socket socket) {
    try {
      socket.setSoTimeout(BODY_MILLIS);
      socket.getInputStream().skipNBytes(MOST_OF_BODY);
    } catch (IOException enough) {
      // The head has come.
    }
  }

  /** At least 1, because 0 would mean for ever. */
  private int millisLeft() throws SocketTimeoutException {
    long left = until - System.nanoTime();
    if (left <= 0) {
      throw new SocketTimeoutException("it did not answer in time");
    }
    return (int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(left));
  }
}
