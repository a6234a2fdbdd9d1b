package dev.aviary.balancer.acme;

import dev.aviary.balancer.control.Routing;
import dev.aviary.balancer.route.AppRoutes;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.TreeMap;

/**
 * The names for which certificates are ordered: the hosts of apps that want that, and those that
 * are redirected to them. A request or a handshake never adds one.
 */
@Singleton
final class OrderedNames {
  private final Routing routing;

  OrderedNames(Routing routing) {
    this.routing = routing;
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
    return names;
  }
}
