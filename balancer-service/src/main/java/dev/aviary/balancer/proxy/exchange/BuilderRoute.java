package dev.aviary.balancer.proxy.exchange;

import dev.aviary.balancer.route.FixedApp;
import dev.aviary.balancer.route.LiveApp;
import dev.aviary.contract.loop.BackgroundLoops;
import io.netty.util.NetUtil;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The routes to the builder. Where it has a name, as in a swarm, they lead to an address that the
 * name had last: it is looked up every two seconds, and never by an event loop. Of several builders
 * they lead to one that accepts: a swarm knows the address of a lost node for up to a minute.
 */
@Singleton
public final class BuilderRoute {
  private static final Logger LOG = LoggerFactory.getLogger(BuilderRoute.class);
  private static final Duration LOOK = Duration.ofSeconds(2);

  /** How long one of several builders may take to accept. */
  private static final Duration ACCEPT = Duration.ofSeconds(1);

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
      List<String> all =
          Stream.of(InetAddress.getAllByName(host)).map(InetAddress::getHostAddress).toList();
      String found = choose(all, address, each -> accepts(each, port));
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

  /**
   * One that accepts, the present one before others; where none does, the first.
   *
   * @param all one at least
   */
  static String choose(List<String> all, String present, Predicate<String> accepts) {
    if (all.size() == 1) {
      return all.getFirst();
    }
    return Stream.concat(all.stream().filter(present::equals), all.stream())
        .distinct()
        .filter(accepts)
        .findFirst()
        .orElse(all.getFirst());
  }

  static boolean accepts(String address, int port) {
    try (var attempt = new Socket()) {
      attempt.connect(new InetSocketAddress(address, port), (int) ACCEPT.toMillis());
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private LiveApp app(String found) {
    return FixedApp.at("builder", found, port);
  }
}
