package dev.aviary.balancer.proxy.accept;

import dev.aviary.balancer.door.Door;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.UnixChannel;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * A listening socket has one queue of connections that are not accepted yet. The queue ends with
 * the last descriptor of the socket. The door has one, so the queue outlives each balancer, and the
 * next one goes on with it. With SO_REUSEPORT each process has a queue of its own, and what waits
 * in it is reset when the process ends.
 */

/** Where listening sockets come from: from the door, or from the balancer itself without one. */
@Singleton
final class ListeningSockets {
  private static final Logger LOG = LoggerFactory.getLogger(ListeningSockets.class);

  private final Transport transport;
  private final Door door;

  ListeningSockets(Transport transport, Door door) {
    this.transport = transport;
    this.door = door;
  }

  /** Opens a port; throws the reason of the system when that fails. */
  Channel listen(ServerBootstrap bootstrap, InetSocketAddress at) {
    if (kept()) {
      try {
        return listenOn(bootstrap, door.listen(at));
      } catch (IOException e) {
        LOG.atWarn()
            .addKeyValue("address", at)
            .addKeyValue("reason", e.getMessage())
            .log("The door gave no listening socket; opening the port without it");
      }
    }
    Channel channel = opened(bootstrap.channelFactory(transport::serverChannel).bind(at));
    if (kept()) {
      door.keep(at, ((UnixChannel) channel).fd());
    }
    return channel;
  }

  /** Whether connections that are not accepted here wait for another balancer. */
  boolean kept() {
    return door.used() && transport.takesSockets();
  }

  private Channel listenOn(ServerBootstrap bootstrap, FileDescriptor socket) {
    return opened(bootstrap.channelFactory(() -> transport.serverChannel(socket)).register());
  }

  private static Channel opened(ChannelFuture opening) {
    return opening.syncUninterruptibly().channel();
  }

  /** The port is of no use any more, for any balancer. */
  void close(Channel channel) {
    if (kept()) {
      door.release(((UnixChannel) channel).fd());
    }
    channel.close().syncUninterruptibly();
  }

  /** Every port is open: the balancer accepts, which others may ask. */
  void accept() {
    if (kept()) {
      door.accept();
    }
  }

  /** Says that the balancer accepts no longer. To be called before its channels are closed. */
  void leave() {
    door.leave();
  }

  /** Whether another balancer accepts on the same sockets. */
  boolean othersAccept() {
    return door.othersAccept();
  }
}
