package dev.aviary.balancer.proxy.exchange;

import dev.aviary.balancer.client.Peer;
import dev.aviary.balancer.http.Host;
import dev.aviary.balancer.http.Redirect;
import dev.aviary.balancer.route.CurrentTable;
import dev.aviary.balancer.tls.ServedHost;
import dev.aviary.balancer.tls.ServedHosts;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * Sends clients that ask without TLS to the same address under {@code https}, where an app wants
 * that and there is a certificate for its host. The console's host is never asked without TLS.
 */
public final class HttpsRedirect {
  private static final int USUAL = 443;

  private final ServedHosts hosts;
  private final CurrentTable table;
  private final String port;

  /**
   * @param port the TLS port
   */
  public HttpsRedirect(ServedHosts hosts, CurrentTable table, int port) {
    this.table = table;
    this.hosts = hosts;
    this.port = port == USUAL ? "" : ":" + port;
  }

  /** The answer; null: the request goes on. */
  @Nullable FullHttpResponse answer(Peer peer, HttpRequest request) {
    String host = Host.name(request.headers().get(HttpHeaderNames.HOST, ""));
    return redirects(host) && !peer.secures(request.headers())
        ? Redirect.to("https://" + host + port + pathAndQuery(request.uri()))
        : null;
  }

  private boolean redirects(String host) {
    ServedHost served = hosts.find(host);
    return (served != null && served.options().redirect()) || table.get().tlsOnly(host);
  }

  /** A target may also be a whole address (RFC 9112, section 3.2.2), or an asterisk. */
  private static String pathAndQuery(String target) {
    if (target.startsWith("/")) {
      return target;
    }
    int scheme = target.indexOf("://");
    if (scheme < 0) {
      return "/";
    }
    for (int i = scheme + 3; i < target.length(); i++) {
      char c = target.charAt(i);
      if (c == '/' || c == '?') {
        return c == '/' ? target.substring(i) : "/" + target.substring(i);
      }
    }
    return "/";
  }
}
