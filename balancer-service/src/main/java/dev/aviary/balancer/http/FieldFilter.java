package dev.aviary.balancer.http;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Drops request fields that a client can forge and a backend would trust: fields in which proxies
 * name the client, and names that CGI, WSGI, Rack or PHP read as another name.
 */
@Singleton
public final class FieldFilter {
  /** {@code X-Forwarded-For}, {@code -Prefix}, {@code -User} and whatever else proxies add. */
  private static final String FORWARDED_PREFIX = "x-forwarded";

  /** What proxies, CDNs and clouds call the same things, and what they tell of a TLS client. */
  private static final Set<String> FORWARDED =
      Set.of(
          // RFC 7239; nginx; Apache mod_remoteip and IIS; Rackspace and Riverbed; PHP's habit.
          "forwarded",
          "x-real-ip",
          "x-client-ip",
          "x-cluster-client-ip",
          "client-ip",
          "x-remote-ip",
          "x-remote-addr",
          // Akamai and Cloudflare; Cloudflare; Fastly; Envoy; Azure; App Engine; WebLogic.
          "true-client-ip",
          "cf-connecting-ip",
          "cf-connecting-ipv6",
          "fastly-client-ip",
          "x-envoy-external-address",
          "x-azure-clientip",
          "x-appengine-user-ip",
          "wl-proxy-client-ip",
          "proxy-client-ip",
          // ASP.NET Core, Azure and ingress-nginx; IIS URL Rewrite, which Symfony and Zend
          // believed.
          "x-original-for",
          "x-original-forwarded-for",
          "x-original-host",
          "x-original-prefix",
          "x-original-proto",
          "x-original-uri",
          "x-original-url",
          "x-rewrite-url",
          // Gunicorn and Rails; Microsoft.
          "x-scheme",
          "x-url-scheme",
          "front-end-https",
          // Users that a proxy has authenticated; RFC 9440, section 2.4.
          "remote-user",
          "x-remote-user",
          "client-cert",
          "client-cert-chain");

  /** Names that only look like one of these are dropped, also when a trusted proxy sends them. */
  private static final Set<String> FRAMING =
      Set.of(
          "connection",
          "content-length",
          "expect",
          "host",
          "http2-settings",
          "keep-alive",
          "max-forwards",
          "proxy",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "via",
          "x-request-id");

  /** CGI makes {@code HTTP_PROXY} of it, which HTTP clients take for a setting (httpoxy.org). */
  private static final AsciiString PROXY = AsciiString.cached("proxy");

  private final boolean underscores;

  FieldFilter(HeaderSettings settings) {
    this.underscores = settings.underscores();
  }

  /**
   * Drops what a backend must not believe.
   *
   * @param trusted a named proxy sent the request: what it says of others stays
   */
  public void apply(HttpHeaders headers, boolean trusted) {
    if (!trusted) {
      FieldNames.FORWARDING.forEach(headers::remove);
    }
    List<AsciiString> dropped =
        headers instanceof FlatHeaders flat ? dropped(flat, trusted) : dropped(headers, trusted);
    if (dropped != null) {
      dropped.forEach(headers::remove);
    }
  }

  private @Nullable List<AsciiString> dropped(FlatHeaders headers, boolean trusted) {
    List<AsciiString> dropped = null;
    for (int i = 0; i < headers.size(); i++) {
      if (!headers.known(i) && drops(headers.name(i), trusted)) {
        dropped = dropped == null ? new ArrayList<>(2) : dropped;
        dropped.add(headers.name(i));
      }
    }
    return dropped;
  }

  private List<AsciiString> dropped(HttpHeaders headers, boolean trusted) {
    var dropped = new ArrayList<AsciiString>();
    for (var all = headers.iteratorCharSequence(); all.hasNext(); ) {
      Map.Entry<CharSequence, CharSequence> field = all.next();
      AsciiString name = AsciiString.of(field.getKey());
      if (drops(name, trusted)) {
        dropped.add(name);
      }
    }
    return dropped;
  }

  private boolean drops(AsciiString name, boolean trusted) {
    if (plain(name)) {
      return name.contentEqualsIgnoreCase(PROXY) || (!trusted && forwarding(name));
    }
    return (!underscores && name.indexOf('_', 0) >= 0) || imitates(name);
  }

  /** Letters, digits and hyphens alone: CGI reads such a name as no other one. */
  private static boolean plain(AsciiString name) {
    for (int i = 0; i < name.length(); i++) {
      if (!plain(name.byteAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean plain(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  }

  private static boolean forwarding(AsciiString name) {
    // Most names begin otherwise.
    return switch (name.isEmpty() ? 0 : name.byteAt(0) | 0x20) {
      case 'x' -> forwarding(name.toString().toLowerCase(Locale.ROOT));
      case 'c', 'f', 'p', 'r', 't', 'w' ->
          FORWARDED.contains(name.toString().toLowerCase(Locale.ROOT));
      default -> false;
    };
  }

  private static boolean forwarding(String lowerCase) {
    return lowerCase.startsWith(FORWARDED_PREFIX) || FORWARDED.contains(lowerCase);
  }

  /** Whether a backend that knows only letters, digits and one more character reads it as ours. */
  private static boolean imitates(AsciiString name) {
    var read = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      byte c = name.byteAt(i);
      read.append(plain(c) ? (char) c : '-');
    }
    String lowerCase = read.toString().toLowerCase(Locale.ROOT);
    return FRAMING.contains(lowerCase) || forwarding(lowerCase);
  }
}
