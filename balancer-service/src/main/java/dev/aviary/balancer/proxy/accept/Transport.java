package dev.aviary.balancer.proxy.accept;

import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.http.netty.channel.EventLoopGroupConfiguration;
import io.micronaut.http.netty.channel.EventLoopGroupFactory;
import io.micronaut.http.netty.channel.EventLoopGroupRegistry;
import io.micronaut.http.netty.channel.NettyChannelType;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.unix.FileDescriptor;
import jakarta.inject.Singleton;

/**
 * The event loops of the data path and the kind of channel that goes with them: {@code
 * micronaut.netty.event-loops.traffic}. Apart from the default ones, so that the admin API never
 * holds up a request.
 */
@Singleton
public final class Transport {
  private static final String NAME = "traffic";

  private final EventLoopGroup group;
  private final EventLoopGroupFactory factory;
  private final EventLoopGroupConfiguration configuration;

  Transport(EventLoopGroupRegistry registry, EventLoopGroupFactory factory) {
    this.group = registry.getEventLoopGroup(NAME).orElseThrow(Transport::missing);
    this.configuration =
        registry.getEventLoopGroupConfiguration(NAME).orElseThrow(Transport::missing);
    this.factory = factory;
  }

  EventLoopGroup group() {
    return group;
  }

  Channel clientChannel() {
    return factory.channelInstance(NettyChannelType.CLIENT_SOCKET, configuration);
  }

  ServerChannel serverChannel() {
    return (ServerChannel) factory.channelInstance(NettyChannelType.SERVER_SOCKET, configuration);
  }

  /** Whether a server channel can be made of a listening socket that is open already. */
  boolean takesSockets() {
    return group instanceof IoEventLoopGroup io && io.isIoType(EpollIoHandler.class);
  }

  /** A server channel on a socket that listens already. */
  ServerChannel serverChannel(FileDescriptor socket) {
    return (ServerChannel)
        factory.channelInstance(
            NettyChannelType.SERVER_SOCKET, configuration, null, socket.intValue());
  }

  private static ConfigurationException missing() {
    return new ConfigurationException("micronaut.netty.event-loops." + NAME + " is not configured");
  }
}
