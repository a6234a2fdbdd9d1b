package dev.aviary.balancer.proxy.exchange;

import dev.aviary.balancer.route.FixedApp;
import dev.aviary.balancer.route.LiveApp;
import dev.aviary.contract.loop.BackgroundLoops;
import io.netty.util.NetUtil;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The routes to the builder. Where it has a name, as in a swarm, they lead to the address that the
 * name had last: it is looked up every two seconds, and never by an event loop.
 */
@Singleton
public final class BuilderRoute {
  private static final Logger LOG = LoggerFactory.getLogger(BuilderRoute.class);
  private static final Duration LOOK = Duration.ofSeconds(2);

  /** Nobody listens there while the name is not known. */
  private static final String NOWHERE = "127.255.255.254";

  private final String host;
  private final int port;
  private String address;
  private volatile LiveApp app;

  BuilderRoute(TriggerSettings settings, BackgroundLoops loops) {
    this.host = settings.backendHost();
    this.port = settings.backendPort();
    boolean named = !NetUtil.isValidIpV4Address(host) && !NetUtil.isValidIpV6Address(host);
    this.address = named ? NOWHERE : host;
    this.app = app(address);
    if (named && settings.port() > 0) {
      loops.make("builder-route", LOOK, this::look).start();
    }
  }

  LiveApp app() {
    return app;
  }

  private void look() {
    try {
      String found = InetAddress.getByName(host).getHostAddress();
      if (!found.equals(address)) {
        address = found;
        app = app(found);
        LOG.atInfo()
            .addKeyValue("host", host)
            .addKeyValue("address", found)
            .log("Found the builder");
      }
    } catch (UnknownHostException e) {
      LOG.atDebug().addKeyValue("host", host).log("The builder's name is not known");
    }
  }

  private LiveApp app(String found) {
    return FixedApp.at("builder", found, port);
  }
}
