package dev.aviary.balancer.client;

import dev.aviary.balancer.http.FieldNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The fields that name the client: {@code X-Forwarded-*}, and {@code Forwarded} (RFC 7239). */
final class Forwarding {
  static final AsciiString X_FORWARDED_FOR = FieldNames.X_FORWARDED_FOR;
  private static final AsciiString FORWARDED = FieldNames.FORWARDED;
  private static final AsciiString X_FORWARDED_HOST = FieldNames.X_FORWARDED_HOST;
  private static final AsciiString X_FORWARDED_PROTO = FieldNames.X_FORWARDED_PROTO;
  static final AsciiString HTTP = AsciiString.cached("http");
  static final AsciiString HTTPS = AsciiString.cached("https");
  private static final Set<String> PROTOCOLS = Set.of("http", "https");

  private Forwarding() {}

  /** Sets the fields. Those that the client sent were dropped before. */
  static void replace(
      HttpHeaders headers, String address, String host, AsciiString scheme, String element) {
    headers.set(X_FORWARDED_FOR, address);
    headers.set(X_FORWARDED_PROTO, scheme);
    headers.set(X_FORWARDED_HOST, host);
    headers.set(FORWARDED, element);
  }

  /** Adds this hop to the fields of a trusted proxy. */
  static void append(
      HttpHeaders headers, String address, String host, AsciiString scheme, String element) {
    List<String> chain = headers.getAll(X_FORWARDED_FOR);
    List<String> elements = headers.getAll(FORWARDED);
    headers.set(X_FORWARDED_FOR, joined(chain, address));
    headers.set(FORWARDED, joined(elements.isEmpty() ? asElements(chain) : elements, element));
    if (!PROTOCOLS.contains(headers.get(X_FORWARDED_PROTO, "").toLowerCase(Locale.ROOT))) {
      headers.set(X_FORWARDED_PROTO, scheme);
    }
    if (!headers.contains(X_FORWARDED_HOST)) {
      headers.set(X_FORWARDED_HOST, host);
    }
  }

  /** One hop as {@code Forwarded} tells it (RFC 7239, section 4). */
  static String element(String address, String host, AsciiString scheme) {
    String named = host.isEmpty() ? "" : ";host=\"" + host + '"';
    return node(address) + named + ";proto=" + scheme;
  }

  private static String node(String address) {
    return address.indexOf(':') < 0 ? "for=" + address : "for=\"[" + address + "]\"";
  }

  /** RFC 7239, section 7.4: what an older proxy says in the older field. */
  private static List<String> asElements(List<String> chain) {
    return chain.isEmpty()
        ? List.of()
        : List.of(String.join(",", chain).split(",", -1)).stream()
            .map(String::strip)
            .filter(each -> each.matches("[0-9a-zA-Z.:_-]+"))
            .map(Forwarding::node)
            .toList();
  }

  private static String joined(List<String> before, String last) {
    var all = new ArrayList<String>(before);
    all.add(last);
    return String.join(", ", all);
  }
}
