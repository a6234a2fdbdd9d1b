package dev.aviary.balancer.proxy.accept;

import dev.aviary.balancer.client.Peer;
import dev.aviary.balancer.proxy.connection.ClientConnections;
import dev.aviary.balancer.proxy.exchange.EntryPoint;
import dev.aviary.balancer.proxy.exchange.ExchangeContext;
import dev.aviary.balancer.tls.ServedHost;
import dev.aviary.balancer.tls.ServedHosts;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.ApplicationProtocolNames;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The TLS port on one event loop: the handshakes under way, each until its deadline, and the choice
 * of the protocol behind them.
 */
final class TlsPort implements TlsHandshake.Owner {
  private final ServedHosts hosts;
  private final ClientConnections clients;
  private final ExchangeContext exchanges;
  private final Runnable onOpen;
  private final Set<TlsHandshake> open = new HashSet<>();

  /**
   * @param onOpen called before each new handshake
   */
  TlsPort(
      ServedHosts hosts, ClientConnections clients, ExchangeContext exchanges, Runnable onOpen) {
    this.hosts = hosts;
    this.clients = clients;
    this.exchanges = exchanges;
    this.onOpen = onOpen;
  }

  /** Begins the handshake of a connection. */
  void accept(SocketChannel channel, Peer peer) {
    onOpen.run();
    long until = exchanges.loop().now() + exchanges.loop().deadlines().header().toNanos();
    var handshake = new TlsHandshake(channel, peer, this, until);
    open.add(handshake);
    handshake.open(hosts);
  }

  @Override
  public void ended(TlsHandshake handshake) {
    open.remove(handshake);
  }

  @Override
  public void secured(
      SocketChannel channel, Peer peer, ServedHost host, @Nullable String protocol) {
    boolean http2 = ApplicationProtocolNames.HTTP_2.equals(protocol);
    clients.take(channel, peer, new EntryPoint.Public(host), exchanges, http2);
  }

  /** Ends the handshakes that take for too long. */
  void tick(long now) {
    List.copyOf(open).forEach(each -> each.tick(now));
  }

  int count() {
    return open.size();
  }

  void abortAll() {
    List.copyOf(open).forEach(TlsHandshake::abort);
  }
}
