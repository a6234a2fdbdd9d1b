package dev.aviary.monitor.notify;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;

/**
 * Where clouds answer a machine with its secrets: the link-local addresses (RFC 3927, RFC 4291),
 * and those that clouds chose elsewhere. The guard ({@code deploy/images/guard}) keeps apps from
 * the same ones.
 */
final class MetadataAddress {
  /** Azure, Alibaba and Oracle's older cloud; Google, Oracle, Scaleway, Linode and Alibaba. */
  private static final Set<String> ELSEWHERE =
      Set.of(
          "168.63.129.16",
          "100.100.100.200",
          "192.0.0.192",
          "fd20:ce:0:0:0:0:0:254",
          "fd00:c1:0:0:0:0:a9fe:a9fe",
          "fd00:42:0:0:0:0:0:42",
          "fd00:a9fe:a9fe:0:0:0:0:1",
          "fd00:100:0:0:0:0:100:200");

  /** All that AWS answers over IPv6: metadata, and credentials of pods. */
  private static final String AMAZON = "fd00:ec2:";

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
        String plain = plain(address);
        if (address.isLinkLocalAddress() || ELSEWHERE.contains(plain) || plain.startsWith(AMAZON)) {
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
