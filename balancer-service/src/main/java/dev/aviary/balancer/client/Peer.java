package dev.aviary.balancer.client;

import dev.aviary.balancer.http.FieldNames;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The other end of a connection: a client, or a trusted proxy that speaks for clients. */
public final class Peer {
  private static final AsciiString HTTPS = Forwarding.HTTPS;
  private static final long IPV4 = 0xffffL << 32;

  private final InetAddress address;
  private final TrustedProxies proxies;
  private final boolean trusted;
  private final String text;
  private final long key;
  private final @Nullable String tls;
  private @Nullable String lastHost;
  private String lastElement = "";

  Peer(InetAddress address, TrustedProxies proxies) {
    this(address, proxies, null);
  }

  private Peer(InetAddress address, TrustedProxies proxies, @Nullable String tls) {
    this.address = address;
    this.proxies = proxies;
    this.trusted = proxies.contain(address);
    this.text = withoutScope(address.getHostAddress());
    this.key = key(address);
    this.tls = tls;
  }

  /**
   * The same peer, on a connection of TLS.
   *
   * @param version of the protocol, {@code TLSv1.3}
   */
  public Peer secured(String version) {
    return new Peer(address, proxies, version);
  }

  /** The version of TLS that it speaks; null: it speaks without. */
  public @Nullable String tls() {
    return tls;
  }

  /** Whether its forwarding headers count. */
  public boolean trusted() {
    return trusted;
  }

  /** Whether it is a trusted proxy that speaks TLS with the client of this request. */
  public boolean secures(HttpHeaders headers) {
    return trusted && HTTPS.contentEqualsIgnoreCase(headers.get(FieldNames.X_FORWARDED_PROTO, ""));
  }

  /** Sets the forwarding headers that tell the backend which client made the request. */
  public void forward(HttpHeaders headers) {
    String host = headers.get(HttpHeaderNames.HOST, "");
    if (trusted) {
      Forwarding.append(headers, text, host, scheme(), element(host));
    } else {
      Forwarding.replace(headers, text, host, scheme(), element(host));
    }
  }

  private AsciiString scheme() {
    return tls == null ? Forwarding.HTTP : HTTPS;
  }

  /** As text, without a scope. */
  public String address() {
    return text;
  }

  /**
   * The key by which clients are counted: an IPv4 address, or the first 64 bits of an IPv6 address.
   * A subscriber gets at least 64 bits of IPv6 addresses (RFC 6177), so the rest says nothing.
   */
  private static long key(InetAddress address) {
    ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
    return bytes.remaining() == Integer.BYTES
        ? IPV4 | Integer.toUnsignedLong(bytes.getInt())
        : bytes.getLong();
  }

  long key() {
    return key;
  }

  /** The key by which the client of this request is counted. */
  long keyOfClient(HttpHeaders headers) {
    return trusted ? key(client(headers)) : key;
  }

  /**
   * The address of the client of this request: the peer's own, or what a trusted proxy says.
   *
   * @param headers as they came
   */
  public InetAddress client(HttpHeaders headers) {
    return trusted
        ? proxies.clientBehind(address, headers.getAll(Forwarding.X_FORWARDED_FOR))
        : address;
  }

  /** Mostly the same for all requests of a connection. */
  private String element(String host) {
    if (!host.equals(lastHost)) {
      lastHost = host;
      lastElement = Forwarding.element(text, host, scheme());
    }
    return lastElement;
  }

  private static String withoutScope(String address) {
    int scope = address.indexOf('%');
    return scope < 0 ? address : address.substring(0, scope);
  }
}
