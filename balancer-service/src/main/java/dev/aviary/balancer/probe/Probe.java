package dev.aviary.balancer.probe;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Asks one container once: 2xx on its health path, or a connection where no path is known. */
final class Probe {
  /** {@code HTTP/1.1 200}: all that is read. */
  private static final int STATUS_LINE = 12;

  private final InetSocketAddress address;
  private final @Nullable String path;
  private final long until;

  Probe(InetSocketAddress address, @Nullable String path, Duration timeout) {
    this.address = address;
    this.path = path;
    this.until = System.nanoTime() + timeout.toNanos();
  }

  /** Blocks until the answer, or until the time is up. */
  boolean succeeds() {
    try (var socket = new Socket()) {
      socket.connect(address, millisLeft());
      if (path == null) {
        return true;
      }
      socket.getOutputStream().write(request().getBytes(StandardCharsets.US_ASCII));
      return status(socket).startsWith("2");
    } catch (IOException e) {
      return false;
    }
  }

  private String request() {
    return "GET "
        + path
        + " HTTP/1.1\r\nHost: "
        + address.getHostString()
        + ":"
        + address.getPort()
        + "\r\nUser-Agent: aviary-probe\r\nConnection: close\r\n\r\n";
  }

  private String status(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    byte[] line = new byte[STATUS_LINE];
    int read = 0;
    while (read < STATUS_LINE) {
      socket.setSoTimeout(millisLeft());
      int more = in.read(line, read, STATUS_LINE - read);
      if (more < 0) {
        return "";
      }
      read += more;
    }
    String text = new String(line, StandardCharsets.ISO_8859_1);
    return text.startsWith("HTTP/1.") ? text.substring("HTTP/1.x ".length()) : "";
  }

  /** At least 1, because 0 would mean for ever. */
  private int millisLeft() throws SocketTimeoutException {
    long left = until - System.nanoTime();
    if (left <= 0) {
      throw new SocketTimeoutException("the time is up");
    }
    return (int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(left));
  }
}
