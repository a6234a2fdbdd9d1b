package dev.aviary.balancer.route;

import dev.aviary.contract.app.Check;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where every request of an instance goes: immutable, read once a request. */
@Serdeable
public record RouteTable(List<AppRoutes> apps) {
  public static final RouteTable EMPTY = new RouteTable(List.of());

  public RouteTable {
    apps = Check.list(apps, "apps");
  }

  public Optional<AppRoutes> app(String name) {
    return apps.stream().filter(each -> each.app().equals(name)).findFirst();
  }

  /** The same for people to see: without what tells how access is guarded. */
  public RouteTable shown() {
    return new RouteTable(apps.stream().map(AppRoutes::shown).toList());
  }

  /** The same without these apps. */
  public RouteTable without(Set<String> names) {
    return new RouteTable(apps.stream().filter(each -> !names.contains(each.app())).toList());
  }
}
