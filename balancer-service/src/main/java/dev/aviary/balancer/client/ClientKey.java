package dev.aviary.balancer.client;

import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * By what clients are told apart: an IPv4 address, or the network part of an IPv6 address. A
 * subscriber is given at least 64 bits of IPv6 addresses (RFC 6177), so each of them counts for
 * nothing.
 */
final class ClientKey {
  private static final long IPV4 = 0xffffL << 32;

  private ClientKey() {}

  static long of(InetAddress address) {
    ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
    return bytes.remaining() == Integer.BYTES
        ? IPV4 | Integer.toUnsignedLong(bytes.getInt())
        : bytes.getLong();
  }
}
