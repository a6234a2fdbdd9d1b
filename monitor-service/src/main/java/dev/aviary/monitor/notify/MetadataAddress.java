package dev.aviary.monitor.notify;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;

/**
 * Where clouds answer a machine with its secrets: the link-local addresses (RFC 3927, RFC 4291),
 * and those that clouds chose elsewhere.
 */
final class MetadataAddress {
  /** AWS over IPv6, Alibaba, Oracle. */
  private static final Set<String> ELSEWHERE =
      Set.of("fd00:ec2:0:0:0:0:0:254", "100.100.100.200", "192.0.0.192");

  private static final Set<String> NAMES =
      Set.of("metadata", "metadata.google.internal", "metadata.goog", "instance-data");

  private MetadataAddress() {}

  /** Whether the host of an address says so by itself, without a question to a name server. */
  static boolean isNamed(String host) {
    String name = host.toLowerCase(Locale.ROOT).replaceAll("\\.$", "");
    return NAMES.contains(name) || (isLiteral(name) && leadsTo(name));
  }

  /**
   * Whether one of the host's addresses is such a one. The answer of the name server is kept by the
   * JDK for 30 s, so that a connection right after this goes to the same address.
   */
  static boolean leadsTo(String host) {
    try {
      for (InetAddress address : InetAddress.getAllByName(host)) {
        if (address.isLinkLocalAddress() || ELSEWHERE.contains(plain(address))) {
          return true;
        }
      }
      return false;
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static boolean isLiteral(String host) {
    return host.startsWith("[") || host.matches("[0-9.]+|0x[0-9a-f.x]+");
  }

  private static String plain(InetAddress address) {
    String text = address.getHostAddress();
    return address instanceof Inet6Address ? text.replaceFirst("%.*", "") : text;
  }
}
