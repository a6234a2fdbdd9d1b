package dev.aviary.balancer.proxy;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import jakarta.inject.Singleton;

/** Opens listening sockets and gives each connection its pipeline. */
@Singleton
final class Acceptor {
  private static final int BACKLOG = 4_096;

  private final Transport transport;
  private final Workers workers;

  Acceptor(Transport transport, Workers workers) {
    this.transport = transport;
    this.workers = workers;
  }

  /** Fails, with the reason that the system gives, when the port is taken. */
  Channel listen(String host, int port, Entrance entrance) {
    return new ServerBootstrap()
        .group(transport.group())
        .channelFactory(transport::serverChannel)
        .option(ChannelOption.SO_BACKLOG, BACKLOG)
        .option(ChannelOption.SO_REUSEADDR, true)
        .childOption(ChannelOption.AUTO_READ, false)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childOption(ChannelOption.SO_KEEPALIVE, true)
        .childOption(
            ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(32_768, 65_536))
        .childHandler(
            new ChannelInitializer<SocketChannel>() {
              @Override
              protected void initChannel(SocketChannel channel) {
                new ClientConnection(workers.of(channel.eventLoop()), entrance, channel).open();
              }
            })
        .bind(host, port)
        .syncUninterruptibly()
        .channel();
  }
}
