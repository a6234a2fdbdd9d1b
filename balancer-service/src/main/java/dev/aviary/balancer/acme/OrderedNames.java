package dev.aviary.balancer.acme;

import dev.aviary.balancer.control.Routing;
import dev.aviary.balancer.route.AppRoutes;
import dev.aviary.balancer.route.ConsoleHost;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.TreeMap;

/**
 * The names for which certificates are ordered: the hosts of apps that want that, and those that
 * are redirected to them, and the console's. A request or a handshake never adds one.
 */
@Singleton
final class OrderedNames {
  private final Routing routing;
  private final ConsoleHost console;

  OrderedNames(Routing routing, ConsoleHost console) {
    this.routing = routing;
    this.console = console;
  }

  /** Calls the action after each change of the table; it must not block. */
  void onChange(Runnable action) {
    routing.onChange(action);
  }

  /**
   * Each name with its app, by name, those of which {@link CertificateName} refuses an order too.
   */
  Map<String, String> all() {
    var names = new TreeMap<String, String>();
    for (AppRoutes app : routing.applied().table().apps()) {
      if (app.tls().ordered()) {
        app.hosts().forEach(host -> names.putIfAbsent(host, app.app()));
        app.visitors().redirects().forEach(host -> names.putIfAbsent(host, app.app()));
      }
    }
    AppRoutes beside = console.beside(routing.applied().table());
    if (beside != null) {
      beside.hosts().forEach(host -> names.putIfAbsent(host, beside.app()));
    }
    return names;
  }
}
