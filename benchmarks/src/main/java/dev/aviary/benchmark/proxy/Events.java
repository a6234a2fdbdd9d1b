package dev.aviary.benchmark.proxy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Reads one stream of events through a proxy, as HTTP/1.0 so that no chunks stand between them.
 * Both ends run on one clock.
 */
final class Events {
  private Events() {}

  /** How long each event took, us. */
  static Latencies read(int port) {
    var latencies = new Latencies();
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setTcpNoDelay(true);
      socket
          .getOutputStream()
          .write(
              "GET /events HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      var in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.startsWith("data: ")) {
          latencies.add(System.nanoTime() - Long.parseLong(line.substring(6)));
        }
      }
      return latencies;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
