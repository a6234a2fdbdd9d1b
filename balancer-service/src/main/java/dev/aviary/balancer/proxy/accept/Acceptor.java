package dev.aviary.balancer.proxy.accept;

import dev.aviary.balancer.client.ClientLimiter;
import dev.aviary.balancer.client.Peer;
import dev.aviary.balancer.proxy.exchange.EntryPoint;
import dev.aviary.balancer.proxy.loop.BufferSizes;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import jakarta.inject.Singleton;
import java.net.InetSocketAddress;
import java.util.function.Consumer;

/** Opens listening sockets and gives each connection of a client to its event loop. */
@Singleton
final class Acceptor {
  private static final int BACKLOG = 4_096;

  private final Transport transport;
  private final ProxyLoops loops;
  private final ClientLimiter limiter;

  Acceptor(Transport transport, ProxyLoops loops, ClientLimiter limiter) {
    this.transport = transport;
    this.loops = loops;
    this.limiter = limiter;
  }

  /** Opens a port; throws the reason of the system when that fails. */
  Channel listen(String host, int port, EntryPoint entryPoint) {
    return listen(host, port, channel -> admit(channel, entryPoint));
  }

  /** Opens a port whose connections begin with a TLS handshake. */
  Channel listenTls(String host, int port) {
    return listen(host, port, this::admitTls);
  }

  private Channel listen(String host, int port, Consumer<SocketChannel> admission) {
    return new ServerBootstrap()
        .group(transport.group())
        .channelFactory(transport::serverChannel)
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
                admission.accept(channel);
              }
            })
        .bind(host, port)
        .syncUninterruptibly()
        .channel();
  }

  private void admit(SocketChannel channel, EntryPoint entryPoint) {
    InetSocketAddress remote = channel.remoteAddress();
    if (remote == null) {
      // The client has left already.
      channel.close();
      return;
    }
    Peer peer = limiter.peer(remote.getAddress());
    if (!entryPoint.limitsConnections()) {
      open(channel, entryPoint, peer);
    } else if (limiter.connectionOpened(peer)) {
      channel.closeFuture().addListener(closed -> limiter.connectionClosed(peer));
      open(channel, entryPoint, peer);
    } else {
      TooManyConnections.answer(channel);
    }
  }

  /** One too many is closed without a word: there is no language for it before the handshake. */
  private void admitTls(SocketChannel channel) {
    InetSocketAddress remote = channel.remoteAddress();
    if (remote == null) {
      channel.close();
      return;
    }
    Peer peer = limiter.peer(remote.getAddress());
    if (limiter.connectionOpened(peer)) {
      channel.closeFuture().addListener(closed -> limiter.connectionClosed(peer));
      loops.of(channel.eventLoop()).openTls(channel, peer);
    } else {
      channel.close();
    }
  }

  private void open(SocketChannel channel, EntryPoint entryPoint, Peer peer) {
    loops.of(channel.eventLoop()).open(channel, entryPoint, peer);
  }
}
