package dev.aviary.benchmark.load;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * What is asked for, on loopback.
 *
 * @param host of the Host field
 */
public record LoadTarget(int port, String host, String path) {
  /** By address, as a stranger asks. */
  public static LoadTarget of(int port, String path) {
    return new LoadTarget(port, "127.0.0.1", path);
  }

  InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /**
   * @param close the connection is to end with the answer
   */
  byte[] request(boolean close) {
    String end = close ? "\r\nConnection: close\r\n\r\n" : "\r\n\r\n";
    return ("GET " + path + " HTTP/1.1\r\nHost: " + host + end).getBytes(StandardCharsets.US_ASCII);
  }
}
