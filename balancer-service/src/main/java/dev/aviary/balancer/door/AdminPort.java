package dev.aviary.balancer.door;

import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.server.netty.configuration.NettyHttpServerConfiguration;
import io.micronaut.http.server.netty.configuration.NettyHttpServerConfiguration.NettyListenerConfiguration;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the admin API accept on a socket of the door's, as the data path does. */
@Singleton
final class AdminPort implements BeanCreatedEventListener<NettyHttpServerConfiguration> {
  private static final Logger LOG = LoggerFactory.getLogger(AdminPort.class);

  private static final String LOOPBACK = "127.0.0.1";

  private final Door door;

  AdminPort(Door door) {
    this.door = door;
  }

  @Override
  public NettyHttpServerConfiguration onCreated(
      BeanCreatedEvent<NettyHttpServerConfiguration> event) {
    NettyHttpServerConfiguration server = event.getBean();
    int port = server.getPort().orElse(0);
    String host = server.getHost().orElse(LOOPBACK);
    // In a swarm it is on a network that the door is not on.
    if (door.used() && port > 0 && host.equals(LOOPBACK)) {
      try {
        NettyListenerConfiguration listener =
            NettyListenerConfiguration.createTcp(host, port, false, null, null);
        listener.setFd(door.listen(new InetSocketAddress(host, port)).intValue());
        listener.setBind(false);
        server.setListeners(List.of(listener));
      } catch (IOException e) {
        LOG.atWarn()
            .addKeyValue("reason", e.getMessage())
            .log("The door gave no admin port; opening the port without it");
      }
    }
    return server;
  }
}
