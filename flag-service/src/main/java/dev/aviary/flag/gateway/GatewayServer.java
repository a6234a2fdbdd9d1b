package dev.aviary.flag.gateway;

import dev.aviary.contract.caller.CallerStore;
import dev.aviary.contract.loop.BackgroundLoop;
import dev.aviary.contract.loop.BackgroundLoops;
import io.micronaut.context.event.ShutdownEvent;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.http.server.netty.NettyEmbeddedServer;
import io.micronaut.http.server.netty.NettyEmbeddedServerFactory;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.micronaut.http.server.netty.configuration.NettyHttpServerConfiguration;
import io.micronaut.runtime.ApplicationConfiguration;
import io.micronaut.runtime.event.annotation.EventListener;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens where deployed apps find this service: on the port of this service, at the host's address
 * in their network. The builder makes that network, perhaps after this service has started, and
 * Redis names the address; until both are there it is tried again.
 */
@Singleton
final class GatewayServer {
  private static final Logger LOG = LoggerFactory.getLogger(GatewayServer.class);
  private static final Duration LOOK = Duration.ofSeconds(2);

  private final CallerStore store;
  private final NettyEmbeddedServerFactory servers;
  private final NettyHttpServerConfiguration main;
  private final NettyServerCustomizer customizer;
  private final BackgroundLoop loop;
  private String address = "";
  private @Nullable NettyEmbeddedServer server;

  GatewayServer(
      CallerStore store,
      NettyEmbeddedServerFactory servers,
      NettyHttpServerConfiguration main,
      NettyServerCustomizer customizer,
      BackgroundLoops loops) {
    this.loop = loops.make("gateway", LOOK, this::look);
    this.store = store;
    this.servers = servers;
    this.main = main;
    this.customizer = customizer;
  }

  @EventListener
  void start(StartupEvent event) {
    loop.start();
  }

  @EventListener
  void stop(ShutdownEvent event) {
    loop.close();
    close();
  }

  /** While Redis is away, what listens goes on. */
  private void look() {
    Optional<String> named = store.gateway();
    if (named.isPresent() && !named.get().equals(address)) {
      close();
      listen(named.get());
    }
  }

  private void listen(String host) {
    var settings = new NettyHttpServerConfiguration(new ApplicationConfiguration());
    settings.setHost(host);
    settings.setPort(main.getPort().orElseThrow());
    settings.setMaxRequestSize(main.getMaxRequestSize());
    NettyEmbeddedServer made = servers.build(settings);
    made.register(customizer);
    try {
      made.start();
    } catch (RuntimeException e) {
      throw new IllegalStateException(
          "apps get no flags: cannot listen at %s:%d, where the network of apps has its host"
              .formatted(host, main.getPort().orElseThrow()),
          e);
    }
    server = made;
    address = host;
    LOG.atInfo().addKeyValue("address", host).log("Listens for apps");
  }

  private void close() {
    if (server != null) {
      server.close();
      server = null;
      address = "";
    }
  }
}
