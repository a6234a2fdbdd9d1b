package dev.aviary.balancer.client;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** Whoever is connected: a client, or a trusted proxy that speaks for clients. */
public final class Peer {
  private final InetAddress address;
  private final TrustedProxies proxies;
  private final boolean trusted;
  private final String text;
  private final long key;
  private @Nullable String lastHost;
  private String lastElement = "";

  Peer(InetAddress address, TrustedProxies proxies) {
    this.address = address;
    this.proxies = proxies;
    this.trusted = proxies.contain(address);
    this.text = withoutScope(address.getHostAddress());
    this.key = ClientKey.of(address);
  }

  /** Whether what it says of others counts. */
  public boolean trusted() {
    return trusted;
  }

  /** Tells the backend for whom the request is made. */
  public void forward(HttpHeaders headers) {
    String host = headers.get(HttpHeaderNames.HOST, "");
    if (trusted) {
      Forwarding.append(headers, text, host, element(host));
    } else {
      Forwarding.replace(headers, text, host, element(host));
    }
  }

  /** As text, without a scope. */
  public String address() {
    return text;
  }

  long key() {
    return key;
  }

  /** By what the client that this request is made for is counted. */
  long keyOfClient(HttpHeaders headers) {
    return trusted
        ? ClientKey.of(proxies.clientBehind(address, headers.getAll(Forwarding.X_FORWARDED_FOR)))
        : key;
  }

  /** Mostly the same for all requests of a connection. */
  private String element(String host) {
    if (!host.equals(lastHost)) {
      lastHost = host;
      lastElement = Forwarding.element(text, host);
    }
    return lastElement;
  }

  private static String withoutScope(String address) {
    int scope = address.indexOf('%');
    return scope < 0 ? address : address.substring(0, scope);
  }
}
