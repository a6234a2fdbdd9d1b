package dev.aviary.balancer.proxy.accept;

import dev.aviary.balancer.client.ClientLimiter;
import dev.aviary.balancer.client.Peer;
import dev.aviary.balancer.client.ProxySettings;
import dev.aviary.balancer.proxy.exchange.EntryPoint;
import dev.aviary.balancer.proxy.loop.BufferSizes;
import dev.aviary.balancer.proxy.loop.Deadlines;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import jakarta.inject.Singleton;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** Opens listening sockets and gives each connection of a client to its event loop. */
@Singleton
final class Acceptor {
  private static final int BACKLOG = 4_096;

  private final Transport transport;
  private final ListeningSockets sockets;
  private final ProxyLoops loops;
  private final ClientLimiter limiter;
  private final boolean proxyProtocol;
  private final Duration headerDeadline;

  Acceptor(
      Transport transport,
      ListeningSockets sockets,
      ProxyLoops loops,
      ClientLimiter limiter,
      ProxySettings proxies,
      Deadlines deadlines) {
    this.transport = transport;
    this.sockets = sockets;
    this.loops = loops;
    this.limiter = limiter;
    this.proxyProtocol = proxies.speakProxyProtocol();
    this.headerDeadline = deadlines.header();
  }

  /** Opens a port; throws the reason of the system when that fails. */
  Channel listen(String host, int port, EntryPoint entryPoint) {
    return listen(host, port, new PlainPort(loops, entryPoint));
  }

  /** Opens a port whose connections begin with a TLS handshake. */
  Channel listenTls(String host, int port) {
    return listen(host, port, new SecuredPort(loops));
  }

  private Channel listen(String host, int number, Port port) {
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(transport.group())
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.AUTO_READ, false)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.RECVBUF_ALLOCATOR, BufferSizes.reads())
            .childOption(ChannelOption.SO_KEEPALIVE, true)
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, BufferSizes.WRITES)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    admit(channel, port);
                  }
                });
    return sockets.listen(bootstrap, new InetSocketAddress(host, number));
  }

  private void admit(SocketChannel channel, Port port) {
    InetSocketAddress remote = channel.remoteAddress();
    if (remote == null) {
      // The client has left already.
      channel.close();
      return;
    }
    Peer peer = limiter.peer(remote.getAddress());
    if (proxyProtocol && peer.trusted() && port.behindProxies()) {
      awaitHeader(channel, port, peer);
    } else {
      admit(channel, port, peer);
    }
  }

  /** Until the header of the PROXY protocol has come, the connection counts as the proxy's own. */
  private void awaitHeader(SocketChannel channel, Port port, Peer proxy) {
    if (!limiter.connectionOpened(proxy)) {
      port.refuse(channel);
      return;
    }
    var waits = new AtomicBoolean(true);
    Runnable ended =
        () -> {
          if (waits.getAndSet(false)) {
            limiter.connectionClosed(proxy);
          }
        };
    channel.closeFuture().addListener(closed -> ended.run());
    ProxyHeader.await(
        channel,
        headerDeadline,
        client -> {
          ended.run();
          admit(channel, port, client == null ? proxy : limiter.peer(client));
        });
  }

  private void admit(SocketChannel channel, Port port, Peer peer) {
    if (!port.limitsConnections()) {
      port.open(channel, peer);
    } else if (limiter.connectionOpened(peer)) {
      channel.closeFuture().addListener(closed -> limiter.connectionClosed(peer));
      port.open(channel, peer);
    } else {
      port.refuse(channel);
    }
  }

  /** How connections to a port begin. */
  private interface Port {
    /** Whether trusted proxies may begin them with a header of the PROXY protocol. */
    boolean behindProxies();

    boolean limitsConnections();

    /** Hands one to its event loop. */
    void open(SocketChannel channel, Peer peer);

    /** Ends one of which there are too many. */
    void refuse(SocketChannel channel);
  }

  private record PlainPort(ProxyLoops loops, EntryPoint entryPoint) implements Port {
    @Override
    public boolean behindProxies() {
      return entryPoint.behindProxies();
    }

    @Override
    public boolean limitsConnections() {
      return entryPoint.limitsConnections();
    }

    @Override
    public void open(SocketChannel channel, Peer peer) {
      loops.of(channel.eventLoop()).open(channel, entryPoint, peer);
    }

    @Override
    public void refuse(SocketChannel channel) {
      TooManyConnections.answer(channel);
    }
  }

  private record SecuredPort(ProxyLoops loops) implements Port {
    @Override
    public boolean behindProxies() {
      return true;
    }

    @Override
    public boolean limitsConnections() {
      return true;
    }

    @Override
    public void open(SocketChannel channel, Peer peer) {
      loops.of(channel.eventLoop()).openTls(channel, peer);
    }

    /** Without a word: before the handshake there is no language for it. */
    @Override
    public void refuse(SocketChannel channel) {
      channel.close();
    }
  }
}
