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
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens where deployed apps find this service: on the port of this service, at the host's address
 * in their network. The builder makes that network, perhaps after this service has started, and
 * Redis names the address; until both are there it is tried again. In a swarm the service has an
 * address of its own in that network, which its settings name.
 */
@Singleton
final class GatewayServer {
  private static final Logger LOG = LoggerFactory.getLogger(GatewayServer.class);
  private static final Duration LOOK = Duration.ofSeconds(2);

  private final GatewaySettings settings;
  private final CallerStore store;
  private final NettyEmbeddedServerFactory servers;
  private final NettyHttpServerConfiguration main;
  private final NettyServerCustomizer customizer;
  private final InstantSource clock;
  private final BackgroundLoop loop;
  private volatile GatewayState state = new GatewayState.Unnamed();
  private @Nullable NettyEmbeddedServer server;

  GatewayServer(
      GatewaySettings settings,
      CallerStore store,
      NettyEmbeddedServerFactory servers,
      NettyHttpServerConfiguration main,
      NettyServerCustomizer customizer,
      InstantSource clock,
      BackgroundLoops loops) {
    this.loop = loops.make("gateway", LOOK, this::round);
    this.settings = settings;
    this.store = store;
    this.servers = servers;
    this.main = main;
    this.customizer = customizer;
    this.clock = clock;
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

  GatewayState state() {
    return state;
  }

  /** While Redis is away, what listens goes on. */
  private void round() {
    if (settings.address().isEmpty()) {
      store.gateway().ifPresent(this::look);
    } else {
      look(settings.address());
    }
  }

  private void look(String named) {
    if (state instanceof GatewayState.Listening(String address) && address.equals(named)) {
      return;
    }
    close();
    try {
      listen(named);
      state = new GatewayState.Listening(named);
      LOG.atInfo().addKeyValue("address", named).log("Opened the port for apps");
    } catch (RuntimeException e) {
      refused(named, reason(e));
    }
  }

  /** Told once for each address and reason. */
  private void refused(String address, String reason) {
    if (state instanceof GatewayState.Unbound before
        && before.address().equals(address)
        && before.reason().equals(reason)) {
      return;
    }
    state = new GatewayState.Unbound(address, reason, clock.instant());
    LOG.atWarn()
        .addKeyValue("address", address)
        .addKeyValue("reason", reason)
        .log("Could not open the port for apps, which get no flags; trying again every 2 s");
  }

  private void listen(String host) {
    var listener = new NettyHttpServerConfiguration(new ApplicationConfiguration());
    listener.setHost(host);
    listener.setPort(main.getPort().orElseThrow());
    listener.setMaxRequestSize(main.getMaxRequestSize());
    NettyEmbeddedServer made = servers.build(listener);
    made.register(customizer);
    made.start();
    server = made;
  }

  private void close() {
    if (server != null) {
      server.close();
      server = null;
    }
  }

  /** The server's own message says only that it did not start. */
  private static String reason(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }
}
