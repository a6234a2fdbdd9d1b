package dev.aviary.balancer.proxy;

import dev.aviary.balancer.client.Doorkeeper;
import dev.aviary.balancer.client.Peer;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import jakarta.inject.Singleton;
import java.net.InetSocketAddress;

/** Opens listening sockets and gives each connection its pipeline. */
@Singleton
final class Acceptor {
  private static final int BACKLOG = 4_096;

  private final Transport transport;
  private final Workers workers;
  private final Doorkeeper door;

  Acceptor(Transport transport, Workers workers, Doorkeeper door) {
    this.transport = transport;
    this.workers = workers;
    this.door = door;
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
        .childOption(ChannelOption.RECVBUF_ALLOCATOR, WaterMarks.reads())
        .childOption(ChannelOption.SO_KEEPALIVE, true)
        .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WaterMarks.WRITES)
        .childHandler(
            new ChannelInitializer<SocketChannel>() {
              @Override
              protected void initChannel(SocketChannel channel) {
                welcome(channel, entrance);
              }
            })
        .bind(host, port)
        .syncUninterruptibly()
        .channel();
  }

  private void welcome(SocketChannel channel, Entrance entrance) {
    InetSocketAddress remote = channel.remoteAddress();
    if (remote == null) {
      // The client has left already.
      channel.close();
      return;
    }
    Peer peer = door.peer(remote.getAddress());
    if (!entrance.limited()) {
      open(channel, entrance, peer);
    } else if (door.enter(peer)) {
      channel.closeFuture().addListener(closed -> door.leave(peer));
      open(channel, entrance, peer);
    } else {
      TurnedAway.answer(channel);
    }
  }

  private void open(SocketChannel channel, Entrance entrance, Peer peer) {
    new ClientConnection(workers.of(channel.eventLoop()), entrance, channel, peer).open();
  }
}
